package org.nas4j.strategy.local;

/**
 * All that a local search is told.
 *
 * @param starts random candidates before each climb
 */
record LocalSettings(int starts) {}
