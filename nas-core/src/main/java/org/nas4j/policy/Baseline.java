package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.nas4j.internal.checks.Checks;

/**
 * What is subtracted from a reward to lessen the variance of the policy gradient
 * (williams1992reinforce, "reinforcement comparison"). It does not depend on the answer it is
 * subtracted from, so it adds no bias.
 */
public sealed interface Baseline {

  /** How a moving average begins. */
  enum Start {
    /**
     * At 0, so that the first 1/(1 − weight) advantages of positive rewards are positive (ENAS'
     * code).
     */
    ZERO,
    /** At the first reward. */
    FIRST_REWARD,
    /** At 0, divided by 1 − weightⁿ, so that it is the weighted mean of the n rewards so far. */
    BIAS_CORRECTED
  }

  /**
   * Makes of a baseline what there is to make of its variant.
   *
   * @param movingAverage takes a {@link MovingAverage}
   * @param batchMean takes a {@link BatchMean}
   * @param constant takes a {@link Constant}
   * @param <T> what is made
   * @return what the one that fits made of it
   */
  <T> T match(
      Function<? super MovingAverage, ? extends T> movingAverage,
      Function<? super BatchMean, ? extends T> batchMean,
      Function<? super Constant, ? extends T> constant);

  /**
   * The exponential moving average of earlier rewards: b ← weight·b + (1 − weight)·r, after r's
   * advantage was taken.
   *
   * @param weight of the average so far, in [0, 1)
   * @param start how it begins; unless at zero, the first advantage is 0
   */
  record MovingAverage(double weight, Start start) implements Baseline {

    /** Checks. */
    public MovingAverage {
      requireNonNull(start, "start");
      Checks.fraction(weight, "weight of a moving average");
    }

    @Override
    public <T> T match(
        Function<? super MovingAverage, ? extends T> movingAverage,
        Function<? super BatchMean, ? extends T> batchMean,
        Function<? super Constant, ? extends T> constant) {
      return movingAverage.apply(this);
    }
  }

  /**
   * The mean of the batch.
   *
   * @param leaveOneOut whether each reward is compared with the mean of the others; otherwise the
   *     expected gradient is scaled by 1 − 1/n
   */
  record BatchMean(boolean leaveOneOut) implements Baseline {

    @Override
    public <T> T match(
        Function<? super MovingAverage, ? extends T> movingAverage,
        Function<? super BatchMean, ? extends T> batchMean,
        Function<? super Constant, ? extends T> constant) {
      return batchMean.apply(this);
    }
  }

  /**
   * Always the same.
   *
   * @param value what is subtracted, finite; 0 for no baseline
   */
  record Constant(double value) implements Baseline {

    /** Checks. */
    public Constant {
      Checks.finite(value, "constant baseline");
    }

    @Override
    public <T> T match(
        Function<? super MovingAverage, ? extends T> movingAverage,
        Function<? super BatchMean, ? extends T> batchMean,
        Function<? super Constant, ? extends T> constant) {
      return constant.apply(this);
    }
  }
}
