package org.nas4j.arch.recurrent;

/** What is done to each element of a vector. */
public enum Nonlinearity {
  /** Nothing. */
  IDENTITY,
  /** Hyperbolic tangent. */
  TANH,
  /** 1 / (1 + exp(−x)). */
  SIGMOID,
  /** max(0, x). */
  RELU;

  /**
   * The value of one element.
   *
   * @param x any number
   * @return what becomes of it
   */
  public double apply(double x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case RELU -> Math.max(0, x);
    };
  }
}
