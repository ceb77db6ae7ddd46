package org.nas4j.strategy.surrogate;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.scalar.Chebyshev;
import org.nas4j.internal.scalar.HypervolumeRay;
import org.nas4j.internal.scalar.Scalar;

/** How weights become a number of several losses. */
enum Scalarisation {
  CHEBYSHEV {
    @Override
    double[] weights(int count, RandomGenerator random) {
      return Chebyshev.weights(count, random);
    }

    @Override
    double[] weightsOfTwo(double share) {
      return new double[] {share, 1 - share};
    }

    @Override
    Scalar over(List<double[]> points, double[] weights, double rho) {
      return Chebyshev.over(points, weights, rho);
    }
  },
  RAY {
    @Override
    double[] weights(int count, RandomGenerator random) {
      return HypervolumeRay.direction(count, random);
    }

    @Override
    double[] weightsOfTwo(double share) {
      return HypervolumeRay.direction(share);
    }

    @Override
    Scalar over(List<double[]> points, double[] weights, double rho) {
      return HypervolumeRay.over(points, weights, rho);
    }
  };

  /** At random. */
  abstract double[] weights(int count, RandomGenerator random);

  /** Of two losses: equal steps of the share are equally likely weights. */
  abstract double[] weightsOfTwo(double share);

  abstract Scalar over(List<double[]> points, double[] weights, double rho);
}
