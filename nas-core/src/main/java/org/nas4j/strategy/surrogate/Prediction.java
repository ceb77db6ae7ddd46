package org.nas4j.strategy.surrogate;

import org.apache.commons.math3.special.Erf;

/** A normal distribution of what a candidate may be worth. */
record Prediction(double mean, double deviation) {

  /**
   * Expected improvement over a value, (μ − b)·Φ(z) + σ·φ(z) with z = (μ − b)/σ (jones1998ego,
   * equation 15).
   */
  double expectedImprovement(double best) {
    double gain = mean - best;
    if (deviation == 0) {
      return Math.max(0, gain);
    }
    double z = gain / deviation;
    double density = StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    return gain * 0.5 * Erf.erfc(-z / Math.sqrt(2)) + deviation * density;
  }
}
