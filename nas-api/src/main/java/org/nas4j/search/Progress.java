package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Where a run stands.
 *
 * @param evaluations candidates given to the evaluator so far; rejected candidates and duplicates
 *     cost none
 * @param observed trials that have ended and were learned from, of any outcome
 * @param best highest reward observed of a scored trial, if any
 * @param sinceBest evaluations observed since the one that holds the best reward
 * @param simulatedSeconds sum of {@link org.nas4j.eval.Metric#SIMULATED_SECONDS} over the
 *     evaluations observed
 * @param elapsed time on the clock since the run began
 */
public record Progress(
    long evaluations,
    long observed,
    OptionalDouble best,
    long sinceBest,
    double simulatedSeconds,
    Duration elapsed) {

  /** Checks. */
  public Progress {
    requireNonNull(best, "best");
    requireNonNull(elapsed, "elapsed");
  }
}
