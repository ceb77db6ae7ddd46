package org.nas4j.examples.enas;

/**
 * How the minutes are shared out. A search and a retraining of each of one or two kinds; what a
 * search leaves over goes to the retraining. For one thread.
 */
final class EnasBudget {

  /** Share of all time for judging, writing, and what was measured too fast. */
  private static final double RESERVE = 0.08;

  private static final double MEASURING = 0.05;

  /** Share of the rest for searching. */
  private static final double SEARCH = 0.55;

  private final long start = System.nanoTime();
  private final double before;
  private final double seconds;
  private final int kinds;

  /** @param before seconds that an earlier process of the same run has used */
  EnasBudget(EnasOptions options, double before) {
    this.before = before;
    this.seconds = options.seconds() * (1 - RESERVE);
    this.kinds = options.withBaseline() ? 2 : 1;
  }

  double elapsed() {
    return before + (System.nanoTime() - start) / 1e9;
  }

  private double left() {
    return Math.max(0, seconds - elapsed());
  }

  double forMeasuring() {
    return MEASURING * seconds;
  }

  /** For one search, asked before the first. */
  double forSearch() {
    return SEARCH * left() / kinds;
  }

  /** For all retraining, asked after the last search. */
  double forRetraining() {
    return left();
  }
}
