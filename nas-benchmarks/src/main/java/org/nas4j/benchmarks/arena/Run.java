package org.nas4j.benchmarks.arena;

/**
 * How one run went.
 *
 * @param report what the candidate that the search would hand over is worth; NaN if there is none
 * @param course the same at each point of the budget's grid; NaN before the first evaluation has
 *     ended
 * @param evaluations how often the table was asked
 * @param nanoseconds of a processor's time that strategy, engine and table took
 */
record Run(double report, double[] course, int evaluations, long nanoseconds) {}
