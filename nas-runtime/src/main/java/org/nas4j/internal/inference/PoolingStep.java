package org.nas4j.internal.inference;

import java.util.Arrays;

/**
 * The largest or mean value under a window; the border is neither. The map as it looks from each
 * place of the window is a row, and the rows are compared or added.
 *
 * @param slide where the window lies
 * @param shares for means, one over the number of values that each place sees; none for the largest
 * @param from slot that is read
 * @param to slot that is written
 */
record PoolingStep(Slide slide, float[] shares, int from, int to) implements Step {

  static PoolingStep of(Slide slide, boolean largest, int from, int to) {
    return new PoolingStep(slide, largest ? new float[0] : shares(slide), from, to);
  }

  private static float[] shares(Slide slide) {
    float[] ones = new float[slide.in().height() * slide.in().width()];
    Arrays.fill(ones, 1);
    float[][] rows = new float[slide.window().area()][slide.area()];
    slide.unfold(ones, rows, 0, 0);
    float[] shares = new float[slide.area()];
    for (int place = 0; place < shares.length; place++) {
      float count = 0;
      for (float[] row : rows) {
        count += row[place];
      }
      shares[place] = 1 / count;
    }
    return shares;
  }

  @Override
  public void run(float[][][] values) {
    float[][] rows = values[Slots.SCRATCH];
    boolean largest = shares.length == 0;
    for (int c = 0; c < values[to].length; c++) {
      float[] out = values[to][c];
      slide.unfold(values[from][c], rows, 0, largest ? Float.NEGATIVE_INFINITY : 0);
      System.arraycopy(rows[0], 0, out, 0, out.length);
      for (int k = 1; k < slide.window().area(); k++) {
        if (largest) {
          keepLarger(out, rows[k]);
        } else {
          add(out, rows[k]);
        }
      }
      if (!largest) {
        scale(out);
      }
    }
  }

  private static void keepLarger(float[] out, float[] row) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.max(out[j], row[j]);
    }
  }

  private static void add(float[] out, float[] row) {
    for (int j = 0; j < out.length; j++) {
      out[j] += row[j];
    }
  }

  private void scale(float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] *= shares[j];
    }
  }
}
