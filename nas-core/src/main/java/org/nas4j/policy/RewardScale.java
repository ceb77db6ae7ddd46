package org.nas4j.policy;

/** What a controller makes of a reward before it compares it with the baseline. */
public enum RewardScale {

  /** The reward as it is, as in the papers: learning rates then depend on its unit. */
  RAW,

  /** Divided by the standard deviation of all rewards so far; the first one becomes 0. */
  STANDARDIZED,

  /**
   * Its rank among all rewards so far, from −1 (worst) to 1 (best), ties in the middle: blind to
   * the reward's unit and to how far off a failure is.
   */
  RANKED
}
