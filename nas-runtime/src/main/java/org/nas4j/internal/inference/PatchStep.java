package org.nas4j.internal.inference;

/**
 * A convolution of small maps with many filters: what lies under the kernel is multiplied by a
 * matrix, place by place.
 *
 * @param slide where the kernel lies
 * @param matrix of the filters
 * @param from slot that is read
 * @param patch slot for what lies under the kernel
 * @param product slot for one place of all maps
 * @param to slot that is written
 */
record PatchStep(Slide slide, Matrix matrix, int from, int patch, int product, int to)
    implements Step {

  @Override
  public void run(float[][][] values) {
    float[][] in = values[from];
    float[][] out = values[to];
    float[] under = values[patch][0];
    float[] maps = values[product][0];
    for (int place = 0; place < slide.area(); place++) {
      slide.patch(in, place, under);
      matrix.multiply(under, maps);
      for (int o = 0; o < maps.length; o++) {
        out[o][place] = maps[o];
      }
    }
  }
}
