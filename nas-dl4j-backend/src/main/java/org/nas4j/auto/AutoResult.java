package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.data.Standardisation;
import org.nas4j.eval.Metric;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/**
 * What one call found.
 *
 * @param network the weights, for values that were prepared as {@code model} prepares them
 * @param model what serves: it takes values, pictures or rows as they are in the data
 * @param inputs how values were prepared, to {@linkplain TrainedNetwork#evaluate judge} the network
 *     by a whole data set
 * @param metric what was chosen by
 * @param validation its figure on the validation data; of a table, before the last training, which
 *     sees the validation data too
 * @param choices what was decided on the way, by name
 * @param elapsed time on the clock
 */
public record AutoResult(
    TrainedNetwork network,
    Model model,
    Standardisation inputs,
    Metric metric,
    double validation,
    Map<String, String> choices,
    Duration elapsed) {

  /** Copies. */
  public AutoResult {
    requireNonNull(network, "network");
    requireNonNull(model, "model");
    requireNonNull(inputs, "inputs");
    requireNonNull(metric, "metric");
    requireNonNull(elapsed, "elapsed");
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }
}
