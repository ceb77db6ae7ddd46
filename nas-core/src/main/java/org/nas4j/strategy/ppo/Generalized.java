package org.nas4j.strategy.ppo;

/**
 * Generalised advantage estimation for a reward that comes at the end, undiscounted
 * (schulman2017ppo, equation 11).
 */
final class Generalized {

  private Generalized() {}

  /** A_t = Σ_l λ^l δ_{t+l}, where δ_t = V_{t+1} − V_t, and reward − V_t at the last decision. */
  static double[] advantages(double[] values, double reward, double lambda) {
    double[] advantages = new double[values.length];
    double next = reward;
    double sum = 0;
    for (int t = values.length - 1; t >= 0; t--) {
      sum = next - values[t] + lambda * sum;
      advantages[t] = sum;
      next = values[t];
    }
    return advantages;
  }
}
