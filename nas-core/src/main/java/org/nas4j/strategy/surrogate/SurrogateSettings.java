package org.nas4j.strategy.surrogate;

/**
 * All that a surrogate search is told.
 *
 * @param initial random candidates before the first fit
 * @param candidates that each proposal is chosen from
 * @param parents how many of the best are mutated
 * @param refit trials after which the kernel is chosen anew
 * @param remembered how many trials are learned from at most
 */
record SurrogateSettings(int initial, int candidates, int parents, int refit, int remembered) {}
