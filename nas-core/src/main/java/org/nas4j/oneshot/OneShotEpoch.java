package org.nas4j.oneshot;

/**
 * What one epoch of a one-shot search came to.
 *
 * @param epoch its number, from 1
 * @param trainingLoss mean loss over the minibatches of the shared weights' phase
 * @param meanScore mean score, on one validation minibatch each, of the networks of the
 *     controller's phase; NaN if it had none
 * @param networks different networks that were trained for a step or more since the search began
 */
public record OneShotEpoch(int epoch, double trainingLoss, double meanScore, int networks) {}
