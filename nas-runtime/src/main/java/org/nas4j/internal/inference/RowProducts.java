package org.nas4j.internal.inference;

/**
 * Sums of rows, each with a factor: what every product of matrices here is made of.
 *
 * <p>The loops have one index that means the same place in all arrays, and few operations: such
 * loops, and neither larger ones nor ones with an offset, become vector instructions under Java 17
 * (measured in docs/benchmarks/serving.md).
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
      addFour(target, factors, k, rows, first + k, length);
    }
    for (; k < count; k++) {
      add(target, length, factors[k], rows[first + k]);
    }
  }

  /**
   * Adds sums of the same rows to two rows at once, so that each is read once for both.
   *
   * @param one what is added to
   * @param other what is added to too
   * @param factors of the rows for the one
   * @param others of the rows for the other, as many
   * @param rows all of at least the length
   * @param first the row that the first factor belongs to
   * @param length how many values of each row
   */
  static void add(
      float[] one,
      float[] other,
      float[] factors,
      float[] others,
      float[][] rows,
      int first,
      int length) {
    if (!FusedProducts.ARE_FAST) {
      add(one, factors, rows, first, length);
      add(other, others, rows, first, length);
      return;
    }
    int count = factors.length;
    int k = 0;
    for (; k + 2 < count; k += 3) {
      addThree(
          one,
          other,
          factors[k],
          factors[k + 1],
          factors[k + 2],
          others[k],
          others[k + 1],
          others[k + 2],
          rows[first + k],
          rows[first + k + 1],
          rows[first + k + 2],
          length);
    }
    for (; k < count; k++) {
      add(one, length, factors[k], rows[first + k]);
      add(other, length, others[k], rows[first + k]);
    }
  }

  /**
   * Three rows for two. The straight code for the shortest rows makes the method so long that Java
   * does not inline it, and that it must not: the loop becomes vector instructions only in a method
   * of its own, and is three times as slow inside of the loop that calls it.
   */
  private static void addThree(
      float[] one,
      float[] other,
      float a,
      float b,
      float c,
      float d,
      float e,
      float f,
      float[] rowA,
      float[] rowB,
      float[] rowC,
      int length) {
    if (length == 4) {
      float x0 = rowA[0];
      float y0 = rowB[0];
      float z0 = rowC[0];
      one[0] = Math.fma(c, z0, Math.fma(b, y0, Math.fma(a, x0, one[0])));
      other[0] = Math.fma(f, z0, Math.fma(e, y0, Math.fma(d, x0, other[0])));
      float x1 = rowA[1];
      float y1 = rowB[1];
      float z1 = rowC[1];
      one[1] = Math.fma(c, z1, Math.fma(b, y1, Math.fma(a, x1, one[1])));
      other[1] = Math.fma(f, z1, Math.fma(e, y1, Math.fma(d, x1, other[1])));
      float x2 = rowA[2];
      float y2 = rowB[2];
      float z2 = rowC[2];
      one[2] = Math.fma(c, z2, Math.fma(b, y2, Math.fma(a, x2, one[2])));
      other[2] = Math.fma(f, z2, Math.fma(e, y2, Math.fma(d, x2, other[2])));
      float x3 = rowA[3];
      float y3 = rowB[3];
      float z3 = rowC[3];
      one[3] = Math.fma(c, z3, Math.fma(b, y3, Math.fma(a, x3, one[3])));
      other[3] = Math.fma(f, z3, Math.fma(e, y3, Math.fma(d, x3, other[3])));
      return;
    }
    for (int j = 0; j < length; j++) {
      float x = rowA[j];
      float y = rowB[j];
      float z = rowC[j];
      one[j] = Math.fma(c, z, Math.fma(b, y, Math.fma(a, x, one[j])));
      other[j] = Math.fma(f, z, Math.fma(e, y, Math.fma(d, x, other[j])));
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

  private static void addFour(
      float[] target, float[] factors, int k, float[][] rows, int at, int length) {
    add(
        target,
        length,
        factors[k],
        rows[at],
        factors[k + 1],
        rows[at + 1],
        factors[k + 2],
        rows[at + 2],
        factors[k + 3],
        rows[at + 3]);
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
