package org.nas4j.internal.policy;

import org.nas4j.policy.RewardScale;

/** Follows the rewards of one run and brings each to a scale. For one thread. */
@FunctionalInterface
interface RewardScaling {

  double scale(double reward);

  /** Starts afresh. */
  static RewardScaling of(RewardScale scale) {
    return switch (scale) {
      case RAW -> reward -> reward;
      case STANDARDIZED -> new StandardizedRewards();
      case RANKED -> new RankedRewards();
    };
  }
}
