package org.nas4j.internal.inference;

/**
 * A matrix with a bias, ready to be multiplied by vectors. Narrow ones are kept by outputs, others
 * by inputs. Immutable.
 */
final class Matrix {

  /** From so many outputs on, a row of them fills vector instructions. */
  private static final int WIDE = 16;

  private final boolean wide;
  private final float[][] rows;
  private final float[] bias;

  private Matrix(boolean wide, float[][] rows, float[] bias) {
    this.wide = wide;
    this.rows = rows;
    this.bias = bias;
  }

  /**
   * A matrix.
   *
   * @param byOutput laid out as {@code [outputs][inputs]}
   * @param bias one an output
   * @return the matrix
   */
  static Matrix of(float[][] byOutput, float[] bias) {
    if (bias.length < WIDE) {
      return new Matrix(false, byOutput, bias);
    }
    float[][] byInput = new float[byOutput[0].length][bias.length];
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < byInput.length; i++) {
        byInput[i][o] = byOutput[o][i];
      }
    }
    return new Matrix(true, byInput, bias);
  }

  int outputs() {
    return bias.length;
  }

  /**
   * Multiplies.
   *
   * @param input of the number of inputs
   * @param target of the number of outputs; overwritten
   */
  void multiply(float[] input, float[] target) {
    if (wide) {
      System.arraycopy(bias, 0, target, 0, bias.length);
      RowProducts.addNonZero(target, input, rows);
    } else {
      for (int o = 0; o < bias.length; o++) {
        target[o] = bias[o] + RowProducts.dot(rows[o], input);
      }
    }
  }

  /**
   * Multiplies two vectors at once.
   *
   * @param one of the number of inputs
   * @param other too
   * @param target of the number of outputs; overwritten
   * @param otherTarget too
   */
  void multiply(float[] one, float[] other, float[] target, float[] otherTarget) {
    if (!wide || !FusedProducts.ARE_FAST) {
      multiply(one, target);
      multiply(other, otherTarget);
      return;
    }
    System.arraycopy(bias, 0, target, 0, bias.length);
    System.arraycopy(bias, 0, otherTarget, 0, bias.length);
    RowProducts.add(target, otherTarget, one, other, rows, 0, bias.length);
  }
}
