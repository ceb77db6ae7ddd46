package org.nas4j.benchmarks.cluster;

/**
 * How a simulated run went.
 *
 * @param idle share of the workers' time, until the last proposal, in which the engine had nothing
 *     for them
 * @param lost share of that time that was spent on evaluations whose machine was lost
 * @param hours simulated, from the first start to the last end
 * @param regret how much the best by the search column lacks of the report column's optimum
 */
record Usage(double idle, double lost, double hours, double regret) {}
