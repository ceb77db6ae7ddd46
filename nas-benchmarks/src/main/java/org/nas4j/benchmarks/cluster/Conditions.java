package org.nas4j.benchmarks.cluster;

/**
 * What a simulated cluster is like.
 *
 * @param workers trials side by side
 * @param stragglers share of evaluations that are slow
 * @param slowness how many times as long those take
 * @param losses share of evaluations under which the machine is lost, at any moment of them
 * @param restartSeconds until another machine has the trial
 */
record Conditions(
    int workers, double stragglers, double slowness, double losses, double restartSeconds) {}
