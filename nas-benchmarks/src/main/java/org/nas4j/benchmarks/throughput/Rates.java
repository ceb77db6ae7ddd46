package org.nas4j.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Repeated measurements of one thing.
 *
 * @param values examples per second
 */
record Rates(List<Double> values) {

  /** Copies. */
  Rates {
    values = List.copyOf(values);
  }

  Rates with(double value) {
    List<Double> more = new ArrayList<>(values);
    more.add(value);
    return new Rates(more);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  double least() {
    return Collections.min(values);
  }

  double most() {
    return Collections.max(values);
  }
}
