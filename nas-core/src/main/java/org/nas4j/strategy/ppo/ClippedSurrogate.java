package org.nas4j.strategy.ppo;

/** The objective of one decision, min(ρA, clip(ρ, 1 − ε, 1 + ε)·A), and its gradient. */
final class ClippedSurrogate {

  private ClippedSurrogate() {}

  /** ρ = π(a)/π_old(a); 0 if the option has become illegal, never NaN. */
  static double ratio(double logProbability, double oldLogProbability) {
    return logProbability == Double.NEGATIVE_INFINITY
        ? 0
        : StrictMath.exp(logProbability - oldLogProbability);
  }

  static double value(double ratio, double advantage, double clip) {
    double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio));
    return Math.min(ratio * advantage, clipped * advantage);
  }

  /**
   * The derivative with regard to log π(a): ρA, or 0 where moving further in A's direction is
   * clipped.
   */
  static double slope(double ratio, double advantage, double clip) {
    boolean clipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
    return clipped ? 0 : ratio * advantage;
  }
}
