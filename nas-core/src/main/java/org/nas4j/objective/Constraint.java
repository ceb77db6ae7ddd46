package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/**
 * What a candidate has to keep to be of use at all.
 *
 * @param metric what is limited
 * @param limit how far it may go, in the metric's unit
 */
public record Constraint(Metric metric, Limit limit) {

  /** Checks. */
  public Constraint {
    requireNonNull(metric, "metric");
    requireNonNull(limit, "limit");
  }

  /**
   * The same constraint with its limit read as a multiple of what a network of reference has: at
   * most 0.5 becomes at most half of the reference's latency.
   *
   * @param reference figures of the network of reference
   * @return a constraint in the metric's unit
   * @throws IllegalArgumentException if the reference lacks the metric, or it is not above 0
   */
  public Constraint relativeTo(Evaluation reference) {
    return new Constraint(metric, new Limit(limit.side(), limit.value() * reference.get(metric)));
  }

  /**
   * Whether a candidate keeps it.
   *
   * @param evaluation figures of one candidate
   * @return true at the limit too
   * @throws IllegalArgumentException if the evaluation lacks the metric
   */
  public boolean isMet(Evaluation evaluation) {
    return limit.isKeptBy(evaluation.get(metric));
  }

  /**
   * How far a candidate is beyond it.
   *
   * @param evaluation figures of one candidate
   * @return {@link Limit#violation}, 0 if it is met
   * @throws IllegalArgumentException if the evaluation lacks the metric, or it is NaN
   */
  public double violation(Evaluation evaluation) {
    return limit.violation(evaluation.get(metric));
  }

  @Override
  public String toString() {
    return metric.name() + " " + limit;
  }
}
