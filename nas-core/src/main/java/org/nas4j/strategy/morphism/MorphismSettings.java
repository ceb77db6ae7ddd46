package org.nas4j.strategy.morphism;

/**
 * All that a morphism search is told.
 *
 * @param children how many per generation
 * @param edits how many a child has more than its parent
 */
record MorphismSettings(int children, int edits) {}
