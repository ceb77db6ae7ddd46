package org.nas4j.examples.quickstart;

import java.util.Optional;
import java.util.OptionalDouble;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Metric;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.search.Trial;

/**
 * A network that was trained from scratch and judged by test data.
 *
 * @param name for people
 * @param trial where the search met it; none for the one written by hand
 * @param network its weights
 * @param test how it does on test data
 */
record Finalist(String name, Optional<Trial> trial, TrainedNetwork network, Scores test) {

  Architecture architecture() {
    return network.architecture();
  }

  /** Of the search's shorter training. */
  OptionalDouble validationAccuracy() {
    return trial
        .flatMap(it -> it.outcome().figures())
        .flatMap(figures -> figures.find(Metric.VALIDATION_ACCURACY))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  String genotype() {
    return trial.map(it -> it.genotype().code()).orElse("");
  }
}
