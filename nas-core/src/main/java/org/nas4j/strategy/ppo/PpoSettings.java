package org.nas4j.strategy.ppo;

import org.nas4j.internal.recipe.Spread;
import org.nas4j.policy.PolicyGradient;

/**
 * All that a PPO search is told.
 *
 * @param shared with REINFORCE
 * @param clip ε of the ratios; infinity for none
 * @param epochs how often a batch is gone through
 * @param minibatches updates of each epoch
 * @param criticWeight of the critic's squared error; 0 for no critic
 * @param lambda of the generalized advantage estimate
 * @param greatestDivergence in nats a decision, at which the epochs of a batch end
 */
record PpoSettings(
    @Spread PolicyGradient shared,
    double clip,
    int epochs,
    int minibatches,
    double criticWeight,
    double lambda,
    double greatestDivergence) {}
