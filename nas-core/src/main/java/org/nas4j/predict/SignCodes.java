package org.nas4j.predict;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The binary codes of a minibatch's examples, one bit a unit: whether what comes to it is above 0.
 * Only in how many bits each two of them differ is kept. For one thread.
 */
final class SignCodes {

  private final double[][] differences;
  private double units;

  SignCodes(int examples) {
    differences = new double[examples][examples];
  }

  /** Adds the units of one layer, {@code [examples][channels][height * width]}. */
  void add(float[][][] values) {
    long[][] codes = new long[values.length][];
    int bits = 0;
    for (float[] row : values[0]) {
      bits += row.length;
    }
    for (int e = 0; e < values.length; e++) {
      codes[e] = code(values[e], bits);
      for (int other = 0; other < e; other++) {
        int apart = distance(codes[e], codes[other]);
        differences[e][other] += apart;
        differences[other][e] += apart;
      }
    }
    units += bits;
  }

  private static long[] code(float[][] rows, int bits) {
    long[] code = new long[(bits + Long.SIZE - 1) / Long.SIZE];
    int at = 0;
    for (float[] row : rows) {
      for (float value : row) {
        if (value > 0) {
          code[at / Long.SIZE] |= 1L << at;
        }
        at++;
      }
    }
    return code;
  }

  private static int distance(long[] one, long[] other) {
    int distance = 0;
    for (int i = 0; i < one.length; i++) {
      distance += Long.bitCount(one[i] ^ other[i]);
    }
    return distance;
  }

  /**
   * ln |det K| where K counts the bits in which two examples agree; minus infinity if two of them
   * have the same code, or there is no unit.
   */
  double logDeterminant() {
    int size = differences.length;
    if (units == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    RealMatrix agreeing = new Array2DRowRealMatrix(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        agreeing.setEntry(i, j, 1 - differences[i][j] / units);
      }
    }
    RealMatrix upper = new LUDecomposition(agreeing).getU();
    if (upper == null) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = size * StrictMath.log(units);
    for (int i = 0; i < size; i++) {
      sum += StrictMath.log(Math.abs(upper.getEntry(i, i)));
    }
    return sum;
  }
}
