package org.nas4j.images;

import static java.util.Objects.requireNonNull;

/**
 * An edit that a growing network took.
 *
 * @param edit what was done, for people
 * @param share of the training that was over, in [0, 1]
 * @param loss mean training loss of the steps before it; NaN if there was none
 * @param parametersBefore trained weights before it
 * @param parametersAfter trained weights after it
 * @param inherited share of the weights afterwards that come from before, in [0, 1]
 */
public record GrowthStep(
    String edit,
    double share,
    double loss,
    long parametersBefore,
    long parametersAfter,
    double inherited) {

  /** Checks. */
  public GrowthStep {
    requireNonNull(edit, "edit");
  }
}
