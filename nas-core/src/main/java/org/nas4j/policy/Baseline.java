package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

/**
 * What is subtracted from a reward to lessen the variance of the policy gradient (williams1992reinforce, "reinforcement
 * comparison"). It does not depend on the answer it is subtracted from, so it adds no bias.
 */
public sealed interface Baseline {

  /** How a moving average begins. */
  enum Start {
    /** At 0, so that the first 1/(1 − weight) advantages of positive rewards are positive (ENAS' code). */
    ZERO,
    /** At the first reward. */
    FIRST_REWARD,
    /** At 0, divided by 1 − weightⁿ, so that it is the weighted mean of the n rewards so far. */
    BIAS_CORRECTED
  }

  /**
   * The exponential moving average of earlier rewards: b ← weight·b + (1 − weight)·r, after r's advantage was taken.
   *
   * @param weight of the average so far, in [0, 1)
   * @param start how it begins; unless at zero, the first advantage is 0
   */
  record MovingAverage(double weight, Start start) implements Baseline {

    /** Checks. */
    public MovingAverage {
      requireNonNull(start, "start");
      if (!(weight >= 0 && weight < 1)) {
        throw new IllegalArgumentException(
            "The weight of a moving average must be in [0, 1), but is [" + weight + "].");
      }
    }

    @Override
    public Live open() {
      return new MovingAverageBaseline(this);
    }
  }

  /**
   * The mean of the batch.
   *
   * @param leaveOneOut whether each reward is compared with the mean of the others; otherwise the expected gradient is
   *     scaled by 1 − 1/n
   */
  record BatchMean(boolean leaveOneOut) implements Baseline {

    @Override
    public Live open() {
      return this::advantages;
    }

    private double[] advantages(double[] rewards) {
      int n = rewards.length;
      double mean = Statistics.mean(rewards);
      double factor = leaveOneOut && n > 1 ? (double) n / (n - 1) : 1;
      double[] advantages = new double[n];
      for (int i = 0; i < n; i++) {
        advantages[i] = factor * (rewards[i] - mean);
      }
      return advantages;
    }
  }

  /**
   * Always the same.
   *
   * @param value what is subtracted; 0 for no baseline
   */
  record Constant(double value) implements Baseline {

    @Override
    public Live open() {
      return rewards -> {
        double[] advantages = rewards.clone();
        for (int i = 0; i < advantages.length; i++) {
          advantages[i] -= value;
        }
        return advantages;
      };
    }
  }

  /**
   * Starts afresh.
   *
   * @return the live half
   */
  Live open();

  /** The live half: follows the rewards of one run. */
  interface Live {

    /**
     * Rewards less the baseline; then takes note of the rewards.
     *
     * @param rewards of one batch, in the order of their trials
     * @return a new array
     */
    double[] advantages(double[] rewards);
  }
}
