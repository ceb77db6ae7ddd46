package org.nas4j.internal.scalar;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One number of several losses, less being better: the worst of the weighted losses, each scaled to
 * [0, 1] over what was observed, plus ρ times their sum (knowles2006parego, equation 2). Unlike a
 * weighted sum it leads to every point of a front, inner bends included.
 *
 * @param weights of the losses, their sum 1
 * @param least the least of each loss that was observed
 * @param ranges from the least to the most of each loss
 * @param rho weight of the sum
 */
public record Chebyshev(double[] weights, double[] least, double[] ranges, double rho)
    implements Scalar {

  /**
   * Scaled to what was observed.
   *
   * @param points losses, at least one point
   * @param weights of the losses, their sum 1
   * @param rho weight of the sum
   * @return for losses in the same order
   */
  public static Chebyshev over(List<double[]> points, double[] weights, double rho) {
    double[] least = points.get(0).clone();
    double[] most = points.get(0).clone();
    for (double[] point : points) {
      for (int k = 0; k < least.length; k++) {
        least[k] = Math.min(least[k], point[k]);
        most[k] = Math.max(most[k], point[k]);
      }
    }
    for (int k = 0; k < least.length; k++) {
      most[k] -= least[k];
    }
    return new Chebyshev(weights, least, most, rho);
  }

  /**
   * Uniform among all weights of sum 1.
   *
   * @param count of losses
   * @param random draws them
   * @return a new array
   */
  public static double[] weights(int count, RandomGenerator random) {
    double[] weights = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      weights[k] = -StrictMath.log(1 - random.nextDouble());
      sum += weights[k];
    }
    for (int k = 0; k < count; k++) {
      weights[k] = sum == 0 ? 1.0 / count : weights[k] / sum;
    }
    return weights;
  }

  @Override
  public double worst() {
    return 1 + rho;
  }

  @Override
  public double of(double[] losses) {
    double worst = 0;
    double sum = 0;
    for (int k = 0; k < losses.length; k++) {
      double share = ranges[k] == 0 ? 0 : (losses[k] - least[k]) / ranges[k];
      worst = Math.max(worst, weights[k] * share);
      sum += weights[k] * share;
    }
    return worst + rho * sum;
  }
}
