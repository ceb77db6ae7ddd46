package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.recipe.SettingName;

/**
 * How rewards become advantages: scaled, less the baseline, and brought to mean 0 and deviation 1
 * within the batch if so wanted.
 *
 * @param scale what is made of a reward first
 * @param baseline what is subtracted then
 * @param normalized whether the batch is brought to mean 0 and deviation 1 in the end; makes no
 *     sense for batches of one
 */
public record Advantages(
    @SettingName("rewardScale") RewardScale scale,
    Baseline baseline,
    @SettingName("normalizedAdvantages") boolean normalized) {

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
}
