package org.nas4j.eval;

/** Makes one number of an evaluation's figures. More is better, whatever the metrics' goals. */
@FunctionalInterface
public interface RewardFunction {

  /**
   * The reward.
   *
   * @param evaluation figures of one candidate
   * @return more is better
   * @throws IllegalArgumentException if a figure is missing
   */
  double reward(Evaluation evaluation);

  /**
   * One metric as it is, or its negative if less of it is better.
   *
   * @param metric what counts
   * @return the reward function
   */
  static RewardFunction of(Metric metric) {
    return new MetricReward(metric);
  }
}
