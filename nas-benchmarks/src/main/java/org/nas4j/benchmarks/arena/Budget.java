package org.nas4j.benchmarks.arena;

import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;

/**
 * What a run may spend.
 *
 * <p>The protocol is NAS-Bench-201's (dong2020nasbench201): the run ends when the budget is spent,
 * and an evaluation that would overrun it does not count. Duplicates and rejected candidates cost
 * nothing.
 *
 * @param amount above 0
 * @param inSeconds whether simulated seconds are counted, rather than evaluations
 */
record Budget(double amount, boolean inSeconds) {

  private static final int POINTS = 120;

  /** Up to here a course has a point for each evaluation. */
  static final int MOST_POINTS = 1_000;

  /** Checks. */
  Budget {
    if (!(amount > 0)) {
      throw new IllegalArgumentException("A budget must be above 0, but is [" + amount + "].");
    }
  }

  StopRule stopRule() {
    return inSeconds ? StopRule.simulatedSeconds(amount) : StopRule.trials((long) amount);
  }

  double cost(Evaluation evaluation) {
    return inSeconds ? evaluation.get(Metric.SIMULATED_SECONDS) : 1;
  }

  /** Where the course of a run is recorded: amounts spent, rising to the whole budget. */
  double[] grid() {
    int points = inSeconds ? POINTS : (int) Math.min(MOST_POINTS, amount);
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      double spent = amount * (i + 1) / points;
      grid[i] = inSeconds ? spent : Math.rint(spent);
    }
    return grid;
  }

  String unit() {
    return inSeconds ? "simulated seconds" : "evaluations";
  }

  @Override
  public String toString() {
    return (amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount))
        + " " + unit();
  }
}
