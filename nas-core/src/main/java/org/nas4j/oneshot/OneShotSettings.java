package org.nas4j.oneshot;

import org.nas4j.search.SearchStrategy;

/**
 * All that a one-shot search is told besides space, supernet and listener.
 *
 * @param strategy recipe of the controller
 * @param learningRate of the shared weights
 * @param epochs how often both phases are gone through
 * @param warmUp how many of the first epochs train weights only
 * @param controllerSamples networks that the controller learns from in each epoch
 * @param derived networks that are proposed in the end
 * @param finalists how many of them are scored on all validation data
 * @param seed from which the controller's randomness is derived
 */
record OneShotSettings(
    SearchStrategy strategy,
    WarmRestarts learningRate,
    int epochs,
    int warmUp,
    int controllerSamples,
    int derived,
    int finalists,
    long seed) {}
