package org.nas4j.internal.math;

/**
 * Squashing functions made of {@link StrictMath#exp}, so that they give the same bits on every
 * machine.
 */
public final class Activations {

  private Activations() {}

  /**
   * The logistic function.
   *
   * @param x any number
   * @return in [0, 1]
   */
  public static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /**
   * The hyperbolic tangent, to an absolute error of about 2e-16. {@link StrictMath#tanh} is several
   * times slower.
   *
   * @param x any number
   * @return in [-1, 1]
   */
  public static double tanh(double x) {
    return 1 - 2 / (1 + StrictMath.exp(2 * x));
  }
}
