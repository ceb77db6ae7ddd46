package org.nas4j.internal.inference;

/**
 * Sums of rows, each with a factor: what every product of matrices here is made of.
 *
 * <p>The loops have one index that means the same place in all arrays, and four arrays at most are
 * added at a time: such loops, and neither larger ones nor ones with an offset, become vector
 * instructions under Java 17 (measured in docs/benchmarks/serving.md).
 */
final class RowProducts {

  private RowProducts() {}

  /**
   * Adds {@code Σ factors[k] · rows[first + k]} to a row.
   *
   * @param target what is added to
   * @param factors of the rows
   * @param rows all of at least the length
   * @param first the row that the first factor belongs to
   * @param length how many values of each row
   */
  static void add(float[] target, float[] factors, float[][] rows, int first, int length) {
    int count = factors.length;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      add(
          target,
          length,
          factors[k],
          rows[first + k],
          factors[k + 1],
          rows[first + k + 1],
          factors[k + 2],
          rows[first + k + 2],
          factors[k + 3],
          rows[first + k + 3]);
    }
    for (; k < count; k++) {
      add(target, length, factors[k], rows[first + k]);
    }
  }

  /**
   * Adds the rows whose factors are not 0, as many are not after a rectifier.
   *
   * @param target what is added to, as a whole
   * @param factors one a row
   * @param rows all of the target's length
   */
  static void addNonZero(float[] target, float[] factors, float[][] rows) {
    int count = rows.length;
    int length = target.length;
    int a = next(factors, 0, count);
    while (a < count) {
      int b = next(factors, a + 1, count);
      int c = next(factors, b + 1, count);
      int d = next(factors, c + 1, count);
      if (d < count) {
        add(
            target,
            length,
            factors[a],
            rows[a],
            factors[b],
            rows[b],
            factors[c],
            rows[c],
            factors[d],
            rows[d]);
        a = next(factors, d + 1, count);
      } else {
        add(target, length, factors[a], rows[a]);
        a = b;
      }
    }
  }

  private static int next(float[] factors, int from, int count) {
    int k = from;
    while (k < count && factors[k] == 0) {
      k++;
    }
    return Math.min(k, count);
  }

  private static void add(float[] target, int length, float a, float[] rowA) {
    for (int j = 0; j < length; j++) {
      target[j] += a * rowA[j];
    }
  }

  private static void add(
      float[] target,
      int length,
      float a,
      float[] rowA,
      float b,
      float[] rowB,
      float c,
      float[] rowC,
      float d,
      float[] rowD) {
    for (int j = 0; j < length; j++) {
      target[j] += a * rowA[j] + b * rowB[j] + c * rowC[j] + d * rowD[j];
    }
  }

  /**
   * A product of two rows, for matrices that are too narrow for the other way.
   *
   * @param a one row
   * @param b another, as long at least
   * @return the sum of products
   */
  static float dot(float[] a, float[] b) {
    float even = 0;
    float odd = 0;
    float third = 0;
    float fourth = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      even += a[j] * b[j];
      odd += a[j + 1] * b[j + 1];
      third += a[j + 2] * b[j + 2];
      fourth += a[j + 3] * b[j + 3];
    }
    for (; j < a.length; j++) {
      even += a[j] * b[j];
    }
    return even + odd + (third + fourth);
  }
}
