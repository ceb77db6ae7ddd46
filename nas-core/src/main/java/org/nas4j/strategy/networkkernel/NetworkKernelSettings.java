package org.nas4j.strategy.networkkernel;

/**
 * All that the search is told besides its space.
 *
 * @param initial random candidates at the start
 * @param width standard deviations that are added to what is expected
 * @param neighbours of each network that is gone on from
 * @param cooling of the temperature after each of them, which begins at 1
 * @param coldest where it ends
 */
record NetworkKernelSettings(
    int initial, double width, int neighbours, double cooling, double coldest) {}
