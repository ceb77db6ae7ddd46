package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Spread;

/**
 * What all methods share that climb the gradient of a recurrent policy's expected reward: the part
 * of their recipes that is set by {@link PolicyGradientBuilder}.
 *
 * @param network shape of the policy
 * @param adam how a step is made of a gradient
 * @param greatestNorm gradients of greater norm are scaled down; infinity for no bound
 * @param batch trials that make one update
 * @param advantages how rewards become advantages
 * @param entropyWeight how much the policy's entropy counts
 * @param linkPrior how many links there should be
 * @param rejected what is learned from candidates that could not be built
 * @param learnsFromDuplicates whether trials that re-used an outcome are learned from
 * @param imitation of the best trials
 * @param redraws how often a known proposal is drawn anew
 */
public record PolicyGradient(
    @Spread LstmSettings network,
    Adam adam,
    double greatestNorm,
    int batch,
    @Spread Advantages advantages,
    double entropyWeight,
    LinkPrior linkPrior,
    RejectedReward rejected,
    boolean learnsFromDuplicates,
    Imitation imitation,
    int redraws) {

  /** Checks. */
  public PolicyGradient {
    requireNonNull(network, "network");
    requireNonNull(adam, "adam");
    Checks.positiveOrInfinite(greatestNorm, "gradient norm");
    Checks.positive(batch, "batch");
    requireNonNull(advantages, "advantages");
    Checks.notNegative(entropyWeight, "entropy weight");
    requireNonNull(linkPrior, "linkPrior");
    requireNonNull(rejected, "rejected");
    requireNonNull(imitation, "imitation");
    Checks.atLeast(redraws, 0, "number of redraws");
  }
}
