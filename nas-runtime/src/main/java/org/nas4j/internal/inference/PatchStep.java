package org.nas4j.internal.inference;

/**
 * A convolution of small maps with many filters: what lies under the kernel is multiplied by a
 * matrix, two places at a time.
 *
 * @param slide where the kernel lies
 * @param matrix of the filters
 * @param from slot that is read
 * @param patch slot for what lies under the kernel at two places
 * @param product slot for two places of all maps
 * @param to slot that is written
 */
record PatchStep(Slide slide, Matrix matrix, int from, int patch, int product, int to)
    implements Step {

  @Override
  public void run(float[][][] values) {
    float[][] in = values[from];
    float[][] out = values[to];
    float[][] under = values[patch];
    float[][] maps = values[product];
    int area = slide.area();
    for (int place = 0; place < area; place += 2) {
      slide.patch(in, place, under[0]);
      boolean single = place + 1 == area;
      if (single) {
        matrix.multiply(under[0], maps[0]);
      } else {
        slide.patch(in, place + 1, under[1]);
        matrix.multiply(under[0], under[1], maps[0], maps[1]);
      }
      for (int o = 0; o < out.length; o++) {
        out[o][place] = maps[0][o];
        if (!single) {
          out[o][place + 1] = maps[1][o];
        }
      }
    }
  }
}
