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
    long seed) {

  /** As published by the inventors of mixed edges (liu2019darts, section 3.1.1 and appendix A). */
  static final DartsSettings DARTS =
      new DartsSettings(2, 50, 0, 0.025, 0.001, 3e-4, false, Integer.MAX_VALUE, 1);

  /** As published for partial channels (xu2020pcdarts, section 4.2). */
  static final DartsSettings PARTIAL_CHANNELS =
      new DartsSettings(1, 50, 15, 0.1, 0, 6e-4, true, Integer.MAX_VALUE, 1);
}
