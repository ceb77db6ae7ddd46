package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Standardisation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Metric;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/** What one call found, and all that it chose on the way. Immutable. */
public final class AutoResult {

  private final TrainedNetwork network;
  private final Model model;
  private final Standardisation inputs;
  private final Metric metric;
  private final double validation;
  private final Map<String, String> choices;
  private final Duration elapsed;
  private final Explicit explicit;

  /**
   * What would be written by hand to the same end.
   *
   * @param search if it is one of candidates
   * @param java source text
   */
  record Explicit(Optional<NasSearch<Architecture>> search, String java) {}

  /** The model and what it is from. */
  record Found(TrainedNetwork network, Model model, Standardisation inputs) {}

  /** What it was chosen by. */
  record Judged(Metric metric, double validation) {}

  AutoResult(
      Found found,
      Judged judged,
      Map<String, String> choices,
      Duration elapsed,
      Explicit explicit) {
    this.network = requireNonNull(found.network(), "network");
    this.model = requireNonNull(found.model(), "model");
    this.inputs = requireNonNull(found.inputs(), "inputs");
    this.metric = judged.metric();
    this.validation = judged.validation();
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    this.elapsed = elapsed;
    this.explicit = explicit;
  }

  /**
   * The weights, for values that were prepared as {@link #model} prepares them.
   *
   * @return the network, which can be trained further
   */
  public TrainedNetwork network() {
    return network;
  }

  /**
   * What serves: it takes values, pictures or rows as they are in the data.
   *
   * @return the model
   */
  public Model model() {
    return model;
  }

  /**
   * Compares labels with what {@link #model} predicts, by whole batches, which is faster: for test
   * data, once.
   *
   * @param data images or rows as they were given to the search, with the same classes
   * @return accuracy and loss
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if they have another shape or other classes
   */
  public Scores evaluate(Dataset data) throws InterruptedException {
    Dataset prepared = inputs.apply(data);
    return model.averagesMirrorImages()
        ? network.evaluateWithMirrorImages(prepared)
        : network.evaluate(prepared);
  }

  /**
   * How values were prepared for the network.
   *
   * @return figures of the data that the network was trained on
   */
  public Standardisation inputs() {
    return inputs;
  }

  /**
   * What was chosen by.
   *
   * @return accuracy, or R² of numbers
   */
  public Metric metric() {
    return metric;
  }

  /**
   * The metric on the validation data; of a table, the mean over as many splits as {@link #choices}
   * says, before the last training, which sees the validation data too unless they are the user's
   * own.
   *
   * @return flatters a little, since it was chosen by
   */
  public double validation() {
    return validation;
  }

  /**
   * What was decided on the way.
   *
   * @return by name, in the order of the decisions
   */
  public Map<String, String> choices() {
    return choices;
  }

  /**
   * Time on the clock, that of interrupted runs before included.
   *
   * @return from the call of run to its end
   */
  public Duration elapsed() {
    return elapsed;
  }

  /**
   * The search that was made, to be changed and run by oneself: with the same space, strategy,
   * evaluator, data and seed, for as long.
   *
   * @return a new builder
   * @throws IllegalStateException if nothing was searched: images are trained under the clock
   */
  public SearchBuilder<Architecture> asSearch() {
    return explicit
        .search()
        .orElseThrow(() -> new IllegalStateException("Of images no search was made, but one"
            + " training under the clock.\nMaybe take it over as source text: asJava()."))
        .toBuilder();
  }

  /**
   * What was done, as the source text of a method that could be written by hand to the same end,
   * with the imports it needs.
   *
   * @return a class that compiles; data are read from a file or folder to be named
   */
  public String asJava() {
    return explicit.java();
  }

  /** A few lines for people: the figure it was chosen by, the time, the model, what was chosen. */
  @Override
  public String toString() {
    return ResultLines.of("AutoResult: " + metric.name(), validation, elapsed, model, choices);
  }
}
