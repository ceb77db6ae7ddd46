package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How rewards become advantages: scaled, less the baseline, and brought to mean 0 and deviation 1 within the batch if
 * so wanted.
 *
 * @param scale what is made of a reward first
 * @param baseline what is subtracted then
 * @param normalized whether the batch is brought to mean 0 and deviation 1 in the end; makes no sense for batches of one
 */
public record Advantages(RewardScale scale, Baseline baseline, boolean normalized) {

  /** Checks. */
  public Advantages {
    requireNonNull(scale, "scale");
    requireNonNull(baseline, "baseline");
  }

  /**
   * Rewards as they are, less a baseline.
   *
   * @param baseline what is subtracted
   * @return the recipe
   */
  public static Advantages raw(Baseline baseline) {
    return new Advantages(RewardScale.RAW, baseline, false);
  }

  /**
   * Starts afresh.
   *
   * @return the live half
   */
  public Baseline.Live open() {
    RewardScale.Live scaling = scale.open();
    Baseline.Live comparing = baseline.open();
    return rewards -> {
      double[] scaled = new double[rewards.length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = scaling.scale(rewards[i]);
      }
      double[] advantages = comparing.advantages(scaled);
      if (normalized) {
        Statistics.standardize(advantages);
      }
      return advantages;
    };
  }

  /**
   * For results and logs.
   *
   * @return names and values
   */
  public Map<String, String> describe() {
    return Map.of(
        "rewardScale", scale.name(),
        "baseline", baseline.toString(),
        "normalizedAdvantages", Boolean.toString(normalized));
  }
}
