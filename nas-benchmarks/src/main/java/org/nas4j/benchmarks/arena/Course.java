package org.nas4j.benchmarks.arena;

import java.util.Arrays;

/**
 * The course of one run: what its best candidate so far, by the search figure, is worth by the
 * report figure. Among equals the earliest is the best. Filled by one thread.
 */
final class Course {

  private final Budget budget;
  private final double[] grid;
  private final double[] reports;
  private double spent;
  private double bestReward = Double.NEGATIVE_INFINITY;
  private double bestReport = Double.NaN;
  private int next;
  private int evaluations;

  Course(Budget budget) {
    this.budget = budget;
    this.grid = budget.grid();
    this.reports = new double[grid.length];
  }

  /** Counts an evaluation, unless it overruns the budget. */
  void add(double cost, double reward, double report) {
    evaluations++;
    spent += cost;
    while (next < grid.length && grid[next] < spent) {
      reports[next++] = bestReport;
    }
    if (spent <= budget.amount() && reward > bestReward) {
      bestReward = reward;
      bestReport = report;
    }
  }

  Run end(long nanoseconds) {
    double[] course = reports.clone();
    Arrays.fill(course, next, course.length, bestReport);
    return new Run(bestReport, course, evaluations, nanoseconds);
  }
}
