package org.nas4j.internal.math;

import java.util.random.RandomGenerator;

/** A trained matrix: y = x·W, with the gradient of it. For one thread. */
public final class Matrix {

  private final int rows;
  private final int columns;
  private final Parameter parameter;
  private final double[] partial;

  /**
   * Entries drawn uniformly.
   *
   * @param rows length of x
   * @param columns length of y
   * @param range entries lie in [-range, range)
   * @param random draws them
   */
  public Matrix(int rows, int columns, double range, RandomGenerator random) {
    this.rows = rows;
    this.columns = columns;
    this.parameter = Parameter.uniform(rows * columns, range, random);
    this.partial = new double[(columns + 3) / 4];
  }

  /**
   * The entries, row by row.
   *
   * @return the trained block
   */
  public Parameter parameter() {
    return parameter;
  }

  /**
   * Adds x·W to y.
   *
   * @param x input
   * @param y output, changes
   */
  public void addProduct(double[] x, double[] y) {
    double[] w = parameter.value();
    int row = 0;
    for (; row + 3 < rows; row += 4) {
      addFourRows(w, row * columns, x, row, y);
    }
    for (; row < rows; row++) {
      Vectors.add(x[row], w, row * columns, y, 0, columns);
    }
  }

  private void addFourRows(double[] w, int from, double[] x, int row, double[] y) {
    double x0 = x[row];
    double x1 = x[row + 1];
    double x2 = x[row + 2];
    double x3 = x[row + 3];
    int from1 = from + columns;
    int from2 = from1 + columns;
    int from3 = from2 + columns;
    int size = columns;
    for (int i = 0; i < size; i++) {
      y[i] += x0 * w[from + i] + x1 * w[from1 + i] + x2 * w[from2 + i] + x3 * w[from3 + i];
    }
  }

  /**
   * Gathers the gradient of W and adds that of x.
   *
   * @param x input of the product
   * @param dy gradient of its output
   * @param dx gradient of its input, changes
   */
  public void backward(double[] x, double[] dy, double[] dx) {
    double[] w = parameter.value();
    double[] gradient = parameter.gradient();
    for (int row = 0; row < rows; row++) {
      Vectors.add(x[row], dy, 0, gradient, row * columns, columns);
      dx[row] += rowTimes(w, row * columns, dy);
    }
  }

  /**
   * An inner product in which most of the work is a loop without a running sum, so that no step
   * waits for the one before.
   */
  private double rowTimes(double[] w, int from, double[] dy) {
    int quarter = columns / 4;
    if (quarter < 8 || columns % 4 != 0) {
      return Vectors.dot(w, from, dy, 0, columns);
    }
    int q2 = 2 * quarter;
    int q3 = 3 * quarter;
    double[] sum = partial;
    for (int i = 0; i < quarter; i++) {
      sum[i] = w[from + i] * dy[i]
          + w[from + quarter + i] * dy[quarter + i]
          + w[from + q2 + i] * dy[q2 + i]
          + w[from + q3 + i] * dy[q3 + i];
    }
    return sum(sum, quarter);
  }

  private static double sum(double[] values, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = size & ~3;
    for (int i = 0; i < whole; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (int i = whole; i < size; i++) {
      s0 += values[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
