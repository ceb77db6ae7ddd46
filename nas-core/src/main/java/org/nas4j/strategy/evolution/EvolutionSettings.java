package org.nas4j.strategy.evolution;

/**
 * All that an evolution is told.
 *
 * @param population how many live at once
 * @param sample how many compete to be the parent
 * @param replacement whether one may be drawn twice
 * @param removal who leaves
 */
record EvolutionSettings(int population, int sample, boolean replacement, Removal removal) {}
