package org.nas4j.strategy.qlearning;

import org.nas4j.internal.recipe.Spread;
import org.nas4j.policy.RejectedReward;

/**
 * All that a Q-learning search is told.
 *
 * @param values where values come from
 * @param exploration how often answers are random
 * @param explorationLength for which length of constructions the schedule is meant; the greatest
 *     number for any
 * @param rejected what a candidate that cannot be built teaches
 * @param redraws how often a known proposal is drawn anew
 */
record QLearningSettings(
    @Spread ActionValues values,
    EpsilonSchedule exploration,
    int explorationLength,
    RejectedReward rejected,
    int redraws) {}
