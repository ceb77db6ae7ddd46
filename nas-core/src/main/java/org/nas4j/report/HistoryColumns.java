package org.nas4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Trial;

/**
 * Which learning curves a report has room for: all, if they are few; else those of the trials of
 * the highest rewards, and of every so many trials of the rest.
 */
final class HistoryColumns {

  /** 8 MB before they are packed. */
  static final int MOST_VALUES = 2_000_000;

  private static final int MOST_METRICS = 8;
  private static final int BEST = 200;

  private HistoryColumns() {}

  /** Which metrics have curves. */
  static List<Metric> metrics(List<Trial> trials) {
    Map<Metric, Integer> counts = new LinkedHashMap<>();
    for (Trial trial : trials) {
      trial
          .outcome()
          .figures()
          .ifPresent(figures ->
              figures.history().keySet().forEach(each -> counts.merge(each, 1, Integer::sum)));
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Metric, Integer>comparingByValue().reversed())
        .limit(MOST_METRICS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Rows whose curves are kept. */
  static Set<Integer> rows(List<Trial> trials, List<Metric> metrics) {
    List<Integer> all = new ArrayList<>();
    long values = 0;
    for (int row = 0; row < trials.size(); row++) {
      long own = values(trials.get(row), metrics);
      values += own;
      if (own > 0) {
        all.add(row);
      }
    }
    if (values <= MOST_VALUES) {
      return new LinkedHashSet<>(all);
    }
    List<Integer> best = all.stream()
        .sorted(Comparator.comparingDouble(row -> -reward(trials.get(row))))
        .limit(BEST)
        .toList();
    int step = (int) (2 * ((values + MOST_VALUES - 1) / MOST_VALUES));
    Set<Integer> kept = new LinkedHashSet<>();
    long room = MOST_VALUES;
    for (int row : best) {
      room = take(row, trials, metrics, kept, room);
    }
    for (int i = 0; i < all.size(); i += step) {
      room = take(all.get(i), trials, metrics, kept, room);
    }
    return kept;
  }

  private static long take(
      int row, List<Trial> trials, List<Metric> metrics, Set<Integer> kept, long room) {
    long left = room - (kept.contains(row) ? 0 : values(trials.get(row), metrics));
    if (left >= 0) {
      kept.add(row);
      return left;
    }
    return room;
  }

  private static long values(Trial trial, List<Metric> metrics) {
    return trial.outcome().figures().stream()
        .flatMap(figures -> metrics.stream().map(figures::history))
        .mapToLong(List::size)
        .sum();
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY);
  }

  /** Writes the curves of a metric: values one trial after the other, and where each begins. */
  static void write(Blob blob, int number, Metric metric, List<Trial> trials, Set<Integer> rows) {
    int[] ends = new int[trials.size()];
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < ends.length; row++) {
      if (rows.contains(row)) {
        values.addAll(trials
            .get(row)
            .outcome()
            .figures()
            .map(Evaluation::history)
            .map(history -> history.getOrDefault(metric, List.of()))
            .orElse(List.of()));
      }
      ends[row] = values.size();
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i).floatValue();
    }
    blob.ints("curveEnd" + number, ends);
    blob.floats("curve" + number, flat);
  }
}
