package org.nas4j.darts;

/**
 * All that a search by gradients is told besides network and listener.
 *
 * @param order 1 or 2
 * @param epochs how often the training data are gone through
 * @param warmUp of them, at first, in which α stays as it is
 * @param learningRate of the weights at the beginning
 * @param leastLearningRate of the weights in the end
 * @param alphaLearningRate of α, and of β
 * @param edgeNormalization whether there is β
 * @param mostSkips of the normal cell before the search ends
 * @param seed of the first α
 */
record DartsSettings(
    int order,
    int epochs,
    int warmUp,
    double learningRate,
    double leastLearningRate,
    double alphaLearningRate,
    boolean edgeNormalization,
    int mostSkips,
    long seed) {}
