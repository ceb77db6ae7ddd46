package org.nas4j.strategy.largescale;

/**
 * All that large-scale evolution is told.
 *
 * @param population how many live at once
 */
record LargeScaleSettings(int population) {}
