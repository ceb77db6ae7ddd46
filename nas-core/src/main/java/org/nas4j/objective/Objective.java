package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;

/**
 * One of several things that a search is after: a metric and which direction of it is better. Alone
 * it is a reward.
 *
 * @param metric what is measured
 * @param goal whether more or less of it is better, which need not be the metric's own goal
 */
public record Objective(Metric metric, Metric.Goal goal) implements RewardFunction {

  /** Checks. */
  public Objective {
    requireNonNull(metric, "metric");
    requireNonNull(goal, "goal");
  }

  /**
   * A metric in its own direction.
   *
   * @param metric what is measured
   * @return the objective
   */
  public static Objective of(Metric metric) {
    return new Objective(metric, metric.goal());
  }

  /**
   * More of a metric, whatever its own direction.
   *
   * @param metric what is measured
   * @return the objective
   */
  public static Objective maximized(Metric metric) {
    return new Objective(metric, Metric.Goal.MAXIMIZE);
  }

  /**
   * Less of a metric, whatever its own direction.
   *
   * @param metric what is measured
   * @return the objective
   */
  public static Objective minimized(Metric metric) {
    return new Objective(metric, Metric.Goal.MINIMIZE);
  }

  /**
   * The figure with the sign that makes less of it better, so that objectives of both directions
   * are compared alike.
   *
   * @param evaluation figures of one candidate
   * @return finite
   * @throws IllegalArgumentException if the evaluation lacks the metric, or it is NaN or infinite
   */
  public double loss(Evaluation evaluation) {
    double value = evaluation.get(metric);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("An objective must be finite, but [" + metric.name()
          + "] is [" + value + "].\nMaybe the training diverged; let it count as a failure.");
    }
    return goal == Metric.Goal.MINIMIZE ? value : -value;
  }

  /**
   * The figure with the sign that makes more of it better.
   *
   * @throws IllegalArgumentException if the evaluation lacks the metric, or it is NaN or infinite
   */
  @Override
  public double reward(Evaluation evaluation) {
    return -loss(evaluation);
  }

  @Override
  public String toString() {
    return goal.name().toLowerCase(Locale.ROOT) + " " + metric.name();
  }
}
