package org.nas4j.strategy.surrogate;

import java.util.ArrayList;
import java.util.List;

/**
 * Covariance of two genotypes, exp(−d/ℓ) for d differing decisions, and the share of noise in what
 * is observed of one. A product over decisions, so positive definite, and interactions of any order
 * are in it, the higher the weaker.
 */
record Kernel(double length, double noise) {

  private static final double[] LENGTHS = {1, 2, 4, 8, 16};
  private static final double[] NOISES = {0.01, 0.05, 0.2, 0.6};

  /**
   * What marginal likelihood chooses from: decisions that matter alone, up to nearly additive;
   * little noise to much.
   */
  static List<Kernel> choice() {
    List<Kernel> choice = new ArrayList<>();
    for (double length : LENGTHS) {
      for (double noise : NOISES) {
        choice.add(new Kernel(length, noise));
      }
    }
    return choice;
  }

  double covariance(int distance) {
    return StrictMath.exp(-distance / length);
  }
}
