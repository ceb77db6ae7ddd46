package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Chains of dense layers for rows of a table: how many there are, how many units each has, whether
 * they are normalized, and how much is dropped out before the output. Without any layer it is a
 * linear model, which few rows often ask for.
 *
 * @param input shape of a row
 * @param output what foretells
 */
public record DenseNetworks(Shape input, Layer output) implements SearchSpace<Architecture> {

  private static final Decision<Integer> DEPTH = Decision.of("dense layers", 0, 1, 2, 3);
  private static final Decision<Integer> UNITS = Decision.of("units", 16, 32, 64, 128, 256);
  private static final Decision<Boolean> NORMALIZED = Decision.flag("normalized");
  private static final Decision<Double> DROPOUT = Decision.of("dropout", 0.0, 0.1, 0.3);

  private static final int USUAL_UNITS = 64;

  /** Checks. */
  public DenseNetworks {
    requireNonNull(input, "input");
    requireNonNull(output, "output");
  }

  @Override
  public Architecture build(Choices choices) {
    int depth = choices.pick(DEPTH);
    if (depth == 0) {
      return linear();
    }
    boolean normalized = choices.pick(NORMALIZED);
    Architecture.Builder network = Architecture.builder(input);
    String last = Architecture.INPUT;
    for (int i = 1; i <= depth; i++) {
      last = layer(network, i, choices.pick(UNITS), normalized, last);
    }
    return end(network, choices.pick(DROPOUT), last);
  }

  /**
   * Two layers of 64 units: what one would write by hand.
   *
   * @return a member of the space
   */
  public Architecture handmade() {
    Architecture.Builder network = Architecture.builder(input);
    String first = layer(network, 1, USUAL_UNITS, false, Architecture.INPUT);
    return end(network, 0, layer(network, 2, USUAL_UNITS, false, first));
  }

  /**
   * The output alone: linear, or logistic, regression.
   *
   * @return a member of the space
   */
  public Architecture linear() {
    return end(Architecture.builder(input), 0, Architecture.INPUT);
  }

  private static String layer(
      Architecture.Builder network, int number, int units, boolean normalized, String input) {
    String last = network.add("dense" + number, new Dense(units, !normalized), input);
    if (normalized) {
      last = network.add("dense" + number + "/norm", BatchNormalization.DEFAULT, last);
    }
    return network.add("dense" + number + "/relu", Activation.RELU, last);
  }

  private Architecture end(Architecture.Builder network, double rate, String input) {
    String last = rate == 0 ? input : network.add("dropout", new Dropout(rate), input);
    return network.build(network.add("out", output, last));
  }

  @Override
  public String toString() {
    return "DenseNetworks[" + input + " to " + output + "]";
  }
}
