package org.nas4j.internal.inference;

/** What layers without weights do with rows of numbers. */
final class Rows {

  private Rows() {}

  static void add(float[][] a, float[][] b, float[][] target) {
    for (int c = 0; c < target.length; c++) {
      add(a[c], b[c], target[c]);
    }
  }

  private static void add(float[] a, float[] b, float[] target) {
    for (int j = 0; j < target.length; j++) {
      target[j] = a[j] + b[j];
    }
  }

  static void flatten(float[][] rows, float[] target) {
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, target, at, row.length);
      at += row.length;
    }
  }

  static float mean(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    return (float) (sum / row.length);
  }

  static float largest(float[] row) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Scores to probabilities, in place. */
  static void softmax(float[] row) {
    float largest = largest(row);
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      double power = Math.exp(row[j] - largest);
      row[j] = (float) power;
      sum += power;
    }
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) (row[j] / sum);
    }
  }

  static void scale(float[][] rows, float[] factors, float[][] target) {
    for (int c = 0; c < target.length; c++) {
      float factor = factors[c];
      for (int j = 0; j < target[c].length; j++) {
        target[c][j] = rows[c][j] * factor;
      }
    }
  }

  static void divide(float[][] values, float by) {
    for (float[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= by;
      }
    }
  }
}
