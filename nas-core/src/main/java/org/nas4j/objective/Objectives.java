package org.nas4j.objective;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/**
 * What a search is after, all at once.
 *
 * @param list at least one; no metric stands twice
 */
public record Objectives(List<Objective> list) {

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if there is none, or a metric stands twice
   */
  public Objectives {
    list = List.copyOf(list);
    if (list.isEmpty()) {
      throw new IllegalArgumentException("There are no objectives: [].\nMaybe name two, such as "
          + "Metric.VALIDATION_ACCURACY and Metric.LATENCY_SECONDS.");
    }
    if (list.stream().map(Objective::metric).distinct().count() < list.size()) {
      throw new IllegalArgumentException(
          "A metric stands twice in " + list + ".\nMaybe one of them should be another one.");
    }
  }

  /**
   * Several objectives.
   *
   * @param objectives at least one
   * @return all of them, in this order
   */
  public static Objectives of(Objective... objectives) {
    return new Objectives(List.of(objectives));
  }

  /**
   * Metrics in their own directions.
   *
   * @param metrics at least one
   * @return the objectives, in this order
   */
  public static Objectives of(Metric... metrics) {
    return new Objectives(Stream.of(metrics).map(Objective::of).toList());
  }

  /**
   * How many there are.
   *
   * @return at least 1
   */
  public int size() {
    return list.size();
  }

  /**
   * The figures with the signs that make less of each better.
   *
   * @param evaluation figures of one candidate
   * @return a new array, finite, in the objectives' order
   * @throws IllegalArgumentException if the evaluation lacks a metric, or it is NaN or infinite
   */
  public double[] losses(Evaluation evaluation) {
    return list.stream().mapToDouble(each -> each.loss(evaluation)).toArray();
  }

  @Override
  public String toString() {
    return list.stream().map(Objective::toString).collect(Collectors.joining(", "));
  }
}
