package org.nas4j.dl4j.internal.graph.cpu;

/**
 * Sums over arrays. In each loop all arrays are read at the same index, since only of such loops
 * Java's compiler makes vector instructions; for the same reason a sum is kept in an array of
 * partial sums.
 */
final class Vectors {

  private Vectors() {}

  static void add(float[] sums, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += values[i];
    }
  }

  static void addSquares(float[] sums, float[] values, float mean, int count) {
    for (int i = 0; i < count; i++) {
      float distance = values[i] - mean;
      sums[i] += distance * distance;
    }
  }

  static void addProducts(float[] sums, float[] values, float[] others, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += values[i] * others[i];
    }
  }

  static void addProducts(float[] sums, float[] values, float mean, float[] others, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += (values[i] - mean) * others[i];
    }
  }

  /**
   * Adds arrays times factors.
   *
   * @param first the first array, and {@code step} how many farther the next one is
   * @param firstFactor of the factors, and {@code factorStep} how much farther the next one is
   * @param count of arrays
   */
  static void addScaled(
      float[] sums,
      float[][] arrays,
      int first,
      int step,
      float[] factors,
      int firstFactor,
      int factorStep,
      int count,
      int from,
      int to) {
    int i = 0;
    for (; i + 3 <= count; i += 3) {
      int array = first + i * step;
      int factor = firstFactor + i * factorStep;
      addScaled(
          sums,
          arrays[array],
          factors[factor],
          arrays[array + step],
          factors[factor + factorStep],
          arrays[array + 2 * step],
          factors[factor + 2 * factorStep],
          from,
          to);
    }
    for (; i < count; i++) {
      addScaled(sums, arrays[first + i * step], factors[firstFactor + i * factorStep], from, to);
    }
  }

  private static void addScaled(float[] sums, float[] values, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += factor * values[i];
    }
  }

  /** Three in one loop, since sums are to be read and written as rarely as can be. */
  private static void addScaled(
      float[] sums,
      float[] a,
      float ofA,
      float[] b,
      float ofB,
      float[] c,
      float ofC,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      sums[i] += ofA * a[i] + ofB * b[i] + ofC * c[i];
    }
  }

  static double total(float[] sums, int count) {
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += sums[i];
    }
    return total;
  }
}
