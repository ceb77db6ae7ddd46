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
   * Sums arrays, each times its factor: as many as can be in one loop, since sums are to be written
   * and read as rarely as can be.
   */
  static void sumScaled(float[] sums, float[][] arrays, float[] factors, int from, int to) {
    int together;
    if (factors.length >= 5) {
      together = 5;
      sumFive(sums, arrays, factors, from, to);
    } else if (factors.length >= 3) {
      together = 3;
      sumThree(sums, arrays, factors, from, to);
    } else {
      together = 1;
      scale(sums, arrays[0], factors[0], from, to);
    }
    for (int i = together; i < factors.length; i++) {
      addScaled(sums, arrays[i], factors[i], from, to);
    }
  }

  private static void scale(float[] scaled, float[] values, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      scaled[i] = factor * values[i];
    }
  }

  private static void addScaled(float[] sums, float[] values, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += factor * values[i];
    }
  }

  private static void sumThree(float[] sums, float[][] arrays, float[] factors, int from, int to) {
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    float ofA = factors[0];
    float ofB = factors[1];
    float ofC = factors[2];
    for (int i = from; i < to; i++) {
      sums[i] = ofA * a[i] + ofB * b[i] + ofC * c[i];
    }
  }

  private static void sumFive(float[] sums, float[][] arrays, float[] factors, int from, int to) {
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    float[] d = arrays[3];
    float[] e = arrays[4];
    float ofA = factors[0];
    float ofB = factors[1];
    float ofC = factors[2];
    float ofD = factors[3];
    float ofE = factors[4];
    for (int i = from; i < to; i++) {
      sums[i] = ofA * a[i] + ofB * b[i] + ofC * c[i] + ofD * d[i] + ofE * e[i];
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
