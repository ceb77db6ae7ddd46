package org.nas4j.internal.inference;

import java.util.Arrays;

/**
 * A convolution of large maps: each map that comes out is a sum of the maps that go in, seen from
 * each place of the kernel. Grouped and depthwise ones add those of their group.
 *
 * @param slide where the kernel lies
 * @param kernel {@code [filters][channels of a group · kernel]}
 * @param bias one a filter
 * @param groups of maps
 * @param from slot that is read
 * @param to slot that is written
 */
record ConvolutionStep(Slide slide, float[][] kernel, float[] bias, int groups, int from, int to)
    implements Step {

  @Override
  public void run(float[][][] values) {
    float[][] in = values[from];
    float[][] out = values[to];
    float[][] rows = in;
    if (!slide.isPointwise()) {
      rows = values[Slots.SCRATCH];
      for (int c = 0; c < in.length; c++) {
        slide.unfold(in[c], rows, c * slide.window().area(), 0);
      }
    }
    int area = slide.area();
    int perGroup = kernel.length / groups;
    int o = 0;
    while (o < kernel.length) {
      int first = o / perGroup * kernel[o].length;
      Arrays.fill(out[o], bias[o]);
      if (o + 1 < kernel.length && (o + 1) / perGroup == o / perGroup) {
        Arrays.fill(out[o + 1], bias[o + 1]);
        RowProducts.add(out[o], out[o + 1], kernel[o], kernel[o + 1], rows, first, area);
        o += 2;
      } else {
        RowProducts.add(out[o], kernel[o], rows, first, area);
        o++;
      }
    }
  }
}
