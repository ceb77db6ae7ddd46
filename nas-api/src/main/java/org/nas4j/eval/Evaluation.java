package org.nas4j.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nas4j.internal.checks.Texts;

/**
 * The figures of one candidate, and for some of them the course they took, one value a step
 * (epoch).
 *
 * @param figures the final figures
 * @param history the values of a metric after each step, first to last
 */
public record Evaluation(Map<Metric, Double> figures, Map<Metric, List<Double>> history) {

  /** Most figures of an evaluation. */
  public static final int MOST_FIGURES = 1_000;

  /** Most values in all of its history together. */
  public static final int MOST_VALUES = 100_000;

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there are more figures or values than a log has room for
   */
  public Evaluation {
    requireRoom(figures.size() + history.size(), MOST_FIGURES, "figures");
    requireRoom(
        history.values().stream().mapToLong(List::size).sum(),
        MOST_VALUES,
        "values in its history");
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    Map<Metric, List<Double>> copy = new LinkedHashMap<>();
    history.forEach((metric, values) -> copy.put(metric, List.copyOf(values)));
    history = Collections.unmodifiableMap(copy);
  }

  private static void requireRoom(long count, int most, String what) {
    if (count > most) {
      throw new IllegalArgumentException("An evaluation may have [" + most + "] " + what
          + ", but has [" + count
          + "].\nMaybe keep every tenth value, or write the rest to a file of your own.");
    }
  }

  /**
   * An evaluation with one figure.
   *
   * @param metric what was measured
   * @param value what came out
   * @return the evaluation
   */
  public static Evaluation of(Metric metric, double value) {
    return new Evaluation(Map.of(metric, value), Map.of());
  }

  /**
   * The same with one more figure, or another value of it.
   *
   * @param metric what was measured
   * @param value what came out
   * @return a new evaluation
   */
  public Evaluation with(Metric metric, double value) {
    Map<Metric, Double> more = new LinkedHashMap<>(figures);
    more.put(metric, value);
    return new Evaluation(more, history);
  }

  /**
   * The same with one more step of a metric's history; the value becomes its figure too.
   *
   * @param metric what was measured
   * @param value what came out after the latest step
   * @return a new evaluation
   */
  public Evaluation withStep(Metric metric, double value) {
    Map<Metric, List<Double>> longer = new LinkedHashMap<>(history);
    List<Double> values = new ArrayList<>(history.getOrDefault(metric, List.of()));
    values.add(value);
    longer.put(metric, values);
    return new Evaluation(with(metric, value).figures, longer);
  }

  /**
   * A figure that must be there.
   *
   * @param metric what was measured
   * @return its value
   * @throws IllegalArgumentException if the evaluation lacks it
   */
  public double get(Metric metric) {
    return find(metric)
        .orElseThrow(() -> new IllegalArgumentException("The evaluation has no ["
            + metric.name()
            + "], only "
            + figures.keySet().stream().map(Metric::name).collect(Collectors.toList())
            + ".\nMaybe the evaluator does not measure it, or the search was not told which figure"
            + " counts: reward(RewardFunction.of(metric))."));
  }

  /**
   * A figure that may be there.
   *
   * @param metric what was measured
   * @return its value, if any
   */
  public Optional<Double> find(Metric metric) {
    return Optional.ofNullable(figures.get(metric));
  }

  /**
   * The course of a metric.
   *
   * @param metric what was measured
   * @return one value a step; empty if it was not followed
   */
  public List<Double> history(Metric metric) {
    return history.getOrDefault(metric, List.of());
  }

  /** The figures, and how many steps the longest history has. */
  @Override
  public String toString() {
    int steps = history.values().stream().mapToInt(List::size).max().orElse(0);
    return figures.entrySet().stream()
        .map(each -> each.getKey().name() + "=" + Texts.rounded(each.getValue()))
        .collect(Collectors.joining(
            ", ", "Evaluation[", steps == 0 ? "]" : ", after " + steps + " steps]"));
  }
}
