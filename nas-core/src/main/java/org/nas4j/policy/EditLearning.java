package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;

/**
 * How a policy over the edits of a network learns: the part of the recipes that is set by
 * {@link EditLearningBuilder}.
 *
 * @param adam how a step is made of a gradient
 * @param greatestNorm gradients of greater norm are scaled down; infinity for no bound
 * @param batch episodes of an update
 * @param baselineWeight weight of the newest batch's mean reward in the baseline
 * @param entropyWeight how much the mean entropy of a step counts
 */
public record EditLearning(
    Adam adam, double greatestNorm, int batch, double baselineWeight, double entropyWeight) {

  /** Checks. */
  public EditLearning {
    requireNonNull(adam, "adam");
    Checks.positiveOrInfinite(greatestNorm, "gradient norm");
    Checks.positive(batch, "batch");
    Checks.within(baselineWeight, 0, 1, "weight of the newest batch");
    Checks.notNegative(entropyWeight, "weight of the entropy");
  }
}
