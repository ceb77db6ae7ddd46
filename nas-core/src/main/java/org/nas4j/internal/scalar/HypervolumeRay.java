package org.nas4j.internal.scalar;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How far losses let one go from the worst corner towards the best along a ray, negated, so that
 * less is better. Each loss is scaled to [0, 1] over what was observed, and ρ times the sum is
 * added. The mean over all rays of the length to the power of the number of losses is the
 * hypervolume (golovin2020hypervolume, lemma 5), so that who improves it ray by ray improves the
 * hypervolume.
 *
 * @param direction of the ray, positive, of length 1
 * @param least the least of each loss that was observed
 * @param ranges from the least to the most of each loss
 * @param rho weight of the sum
 */
public record HypervolumeRay(double[] direction, double[] least, double[] ranges, double rho)
    implements Scalar {

  /** A ray along an axis never leaves the region of those that do not improve the other loss. */
  private static final double LEAST_SLOPE = 1e-3;

  /**
   * Scaled to what was observed.
   *
   * @param points losses, at least one point
   * @param direction of the ray
   * @param rho weight of the sum
   * @return for losses in the same order
   */
  public static HypervolumeRay over(List<double[]> points, double[] direction, double rho) {
    Chebyshev scale = Chebyshev.over(points, direction, rho);
    return new HypervolumeRay(direction, scale.least(), scale.ranges(), rho);
  }

  /**
   * Uniform among all directions from the worst corner inwards.
   *
   * @param count of losses
   * @param random draws them
   * @return a new array, of length 1 as a vector
   */
  public static double[] direction(int count, RandomGenerator random) {
    double[] direction = new double[count];
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      direction[k] = Math.abs(radius * StrictMath.cos(2 * Math.PI * random.nextDouble()));
      squares += direction[k] * direction[k];
    }
    double length = Math.sqrt(squares);
    for (int k = 0; k < count; k++) {
      direction[k] =
          Math.max(LEAST_SLOPE, length == 0 ? 1 / Math.sqrt(count) : direction[k] / length);
    }
    return direction;
  }

  /**
   * One of the directions between two losses.
   *
   * @param share of the quarter of a circle, from the first axis on, in [0, 1]
   * @return a new array, of length 1 as a vector
   */
  public static double[] direction(double share) {
    double angle = share * Math.PI / 2;
    return new double[] {
      Math.max(LEAST_SLOPE, StrictMath.cos(angle)), Math.max(LEAST_SLOPE, StrictMath.sin(angle))
    };
  }

  @Override
  public double worst() {
    return rho * direction.length;
  }

  @Override
  public double of(double[] losses) {
    double worst = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int k = 0; k < losses.length; k++) {
      double share = ranges[k] == 0 ? 0 : (losses[k] - least[k]) / ranges[k];
      worst = Math.max(worst, (share - 1) / direction[k]);
      sum += share;
    }
    return worst + rho * sum;
  }
}
