package org.nas4j.predict;

import java.util.random.RandomGenerator;

/**
 * What {@link SupportVectors} are fitted with.
 *
 * @param kernel how alike two rows are
 * @param c how much is paid for an error outside the tube
 * @param nu about which share of the examples is outside
 * @param gamma how fast likeness falls, times the number of columns
 */
record SupportSettings(SupportKernel kernel, double c, double nu, double gamma) {

  private static final double LEAST_LOG = StrictMath.log(1e-5);
  private static final double MOST_LOG = StrictMath.log(10);

  /** Random ones: C and γ from 0.00001 to 10 by their logarithms, ν evenly. */
  static SupportSettings draw(SupportKernel kernel, RandomGenerator random) {
    double c = StrictMath.exp(random.nextDouble(LEAST_LOG, MOST_LOG));
    double nu = random.nextDouble(0.01, 1);
    return new SupportSettings(
        kernel, c, nu, StrictMath.exp(random.nextDouble(LEAST_LOG, MOST_LOG)));
  }
}
