package org.nas4j.internal.policy;

import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;

/** Turns the rewards of one run into advantages, batch by batch. For one thread. */
@FunctionalInterface
public interface AdvantageEstimator {

  /**
   * What rewards are worth beside earlier ones; then takes note of them.
   *
   * @param rewards of one batch, in the order of their trials
   * @return a new array
   */
  double[] advantages(double[] rewards);

  /**
   * Starts afresh.
   *
   * @param recipe scale, baseline, normalisation
   * @return knows no reward yet
   */
  static AdvantageEstimator of(Advantages recipe) {
    RewardScaling scaling = RewardScaling.of(recipe.scale());
    AdvantageEstimator baseline = of(recipe.baseline());
    return rewards -> {
      double[] scaled = new double[rewards.length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = scaling.scale(rewards[i]);
      }
      double[] advantages = baseline.advantages(scaled);
      if (recipe.normalized()) {
        Statistics.standardize(advantages);
      }
      return advantages;
    };
  }

  /**
   * Starts afresh with rewards as they are.
   *
   * @param baseline what is subtracted
   * @return knows no reward yet
   */
  static AdvantageEstimator of(Baseline baseline) {
    return baseline.match(
        MovingAverageBaseline::new, BatchMeanBaseline::new, AdvantageEstimator::lessConstant);
  }

  private static AdvantageEstimator lessConstant(Baseline.Constant constant) {
    return rewards -> {
      double[] advantages = rewards.clone();
      for (int i = 0; i < advantages.length; i++) {
        advantages[i] -= constant.value();
      }
      return advantages;
    };
  }
}
