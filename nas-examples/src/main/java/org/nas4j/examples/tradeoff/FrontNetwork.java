package org.nas4j.examples.tradeoff;

import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.images.Latency;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.search.Trial;

/**
 * A network of the front, trained for longer and measured again.
 *
 * @param name a letter, for the drawing
 * @param trial where the search met it
 * @param network its weights
 * @param validation how it does on validation data
 * @param latency of one example, alone on the machine
 * @param test how it does on test data; null until all choices are made
 */
record FrontNetwork(
    String name,
    Trial trial,
    TrainedNetwork network,
    Scores validation,
    Latency latency,
    Scores test) {

  FrontNetwork judged(Scores scores) {
    return new FrontNetwork(name, trial, network, validation, latency, scores);
  }

  long parameters() {
    return network.architecture().cost().parameters();
  }

  Evaluation figures() {
    return Evaluation.of(Metric.VALIDATION_ACCURACY, validation.accuracy())
        .with(Metric.LATENCY_SECONDS, latency.seconds())
        .with(Metric.PARAMETERS, parameters());
  }
}
