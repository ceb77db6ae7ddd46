package org.nas4j.internal.math;

/**
 * Loops over parts of arrays. Java 17's compiler makes vector instructions of them only where all
 * parts begin at one index, see {@link GateWeights}.
 */
public final class Vectors {

  private Vectors() {}

  /**
   * The inner product. Sums in four strands, always in the same order.
   *
   * @param a first array
   * @param fromA where its part begins
   * @param b second array
   * @param fromB where its part begins
   * @param size length of the parts
   * @return Σ a·b
   */
  public static double dot(double[] a, int fromA, double[] b, int fromB, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = size & ~3;
    for (int i = 0; i < whole; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (int i = whole; i < size; i++) {
      s0 += a[fromA + i] * b[fromB + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Adds a multiple: y += factor·x.
   *
   * @param factor the factor
   * @param x what is added
   * @param fromX where its part begins
   * @param y changes
   * @param fromY where its part begins
   * @param size length of the parts
   */
  public static void add(double factor, double[] x, int fromX, double[] y, int fromY, int size) {
    for (int i = 0; i < size; i++) {
      y[fromY + i] += factor * x[fromX + i];
    }
  }
}
