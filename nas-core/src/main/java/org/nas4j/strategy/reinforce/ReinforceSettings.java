package org.nas4j.strategy.reinforce;

import org.nas4j.internal.recipe.Spread;
import org.nas4j.policy.PolicyGradient;

/**
 * All that a REINFORCE search is told.
 *
 * @param shared with PPO
 * @param entropyBonus how the policy's entropy enters
 */
record ReinforceSettings(@Spread PolicyGradient shared, Reinforce.EntropyBonus entropyBonus) {}
