package org.nas4j.strategy.ppo;

import org.nas4j.internal.policy.Experience;

/**
 * An experience of the present batch, with the advantage of each decision and what the critic
 * should say there.
 *
 * @param experience points, options and behaviour log-probabilities
 * @param advantages one a decision
 * @param targets one a decision, or null without a critic
 */
record Sequence(Experience experience, double[] advantages, double[] targets) {}
