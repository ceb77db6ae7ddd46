package org.nas4j.examples.grow;

import org.nas4j.images.GrowthPolicy;

/** Who decides how a network grows. */
enum Edits {
  /** Hill climbing by the loss of a few steps. */
  POLICY(GrowthPolicy.hillClimbing(3)),
  /** Chance, for comparison. */
  RANDOM(GrowthPolicy.random()),
  /** Nobody, for comparison: the start network is trained for all of the time. */
  NONE(GrowthPolicy.none());

  private final GrowthPolicy policy;

  Edits(GrowthPolicy policy) {
    this.policy = policy;
  }

  GrowthPolicy policy() {
    return policy;
  }
}
