package org.nas4j.internal.inference;

/**
 * The largest or mean value under a window; the border is neither.
 *
 * @param slide where the window lies
 * @param largest whether the largest, else the mean
 * @param from slot that is read
 * @param to slot that is written
 */
record PoolingStep(Slide slide, boolean largest, int from, int to) implements Step {

  @Override
  public void run(float[][][] values) {
    for (int c = 0; c < values[to].length; c++) {
      pool(values[from][c], values[to][c]);
    }
  }

  private void pool(float[] in, float[] out) {
    int width = slide.out().width();
    for (int y = 0; y < slide.out().height(); y++) {
      int top = slide.row(y, 0);
      int firstRow = Math.max(0, top);
      int endRow = Math.min(slide.in().height(), top + slide.window().kernelHeight());
      for (int x = 0; x < width; x++) {
        int left = slide.column(x, 0);
        int first = Math.max(0, left);
        int end = Math.min(slide.in().width(), left + slide.window().kernelWidth());
        out[y * width + x] = largest
            ? largest(in, firstRow, endRow, first, end)
            : mean(in, firstRow, endRow, first, end);
      }
    }
  }

  private float largest(float[] in, int firstRow, int endRow, int first, int end) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int row = firstRow; row < endRow; row++) {
      int start = row * slide.in().width();
      for (int column = first; column < end; column++) {
        largest = Math.max(largest, in[start + column]);
      }
    }
    return largest;
  }

  private float mean(float[] in, int firstRow, int endRow, int first, int end) {
    float sum = 0;
    for (int row = firstRow; row < endRow; row++) {
      int start = row * slide.in().width();
      for (int column = first; column < end; column++) {
        sum += in[start + column];
      }
    }
    return sum / ((endRow - firstRow) * (end - first));
  }
}
