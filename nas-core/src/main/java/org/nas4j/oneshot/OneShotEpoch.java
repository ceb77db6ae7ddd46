package org.nas4j.oneshot;

import java.util.Optional;
import org.nas4j.space.Genotype;

/**
 * What one epoch of a one-shot search came to.
 *
 * @param epoch its number, from 1
 * @param trainingLoss mean loss over the minibatches of the shared weights' phase
 * @param meanScore mean score, on one validation minibatch each, of the networks of the
 *     controller's phase; NaN if it had none
 * @param networks different networks that were trained for a step or more since the search began
 * @param best the network of the controller's phase with the best score, which is one minibatch's
 *     word for it; empty if none had a score
 */
public record OneShotEpoch(
    int epoch, double trainingLoss, double meanScore, int networks, Optional<Genotype> best) {}
