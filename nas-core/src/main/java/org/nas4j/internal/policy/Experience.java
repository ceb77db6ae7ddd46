package org.nas4j.internal.policy;

/**
 * An episode with what came of it.
 *
 * @param episode points and options
 * @param logProbabilities of the options under the policy that proposed them (for an unknown trial:
 *     that first observed them); the array itself
 * @param reward what it earned
 */
public record Experience(Episode episode, double[] logProbabilities, double reward) {}
