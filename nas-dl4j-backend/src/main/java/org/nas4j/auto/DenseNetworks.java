package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
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
 * they are normalized, and how much of each is dropped out. Without any layer it is a linear model,
 * which few rows often ask for.
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
  private static final int MANY_UNITS = 256;
  private static final double MUCH_DROPOUT = 0.3;

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
    List<Integer> units = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      units.add(choices.pick(UNITS));
    }
    return dense(units, normalized, choices.pick(DROPOUT));
  }

  /**
   * Two layers of 64 units: what one would write by hand.
   *
   * @return a member of the space
   */
  public Architecture handmade() {
    return dense(List.of(USUAL_UNITS, USUAL_UNITS), false, 0);
  }

  /**
   * Two normalized layers of 256 units, of which three tenths are dropped out: what some thousand
   * rows often ask for.
   *
   * @return a member of the space
   */
  public Architecture wide() {
    return dense(List.of(MANY_UNITS, MANY_UNITS), true, MUCH_DROPOUT);
  }

  /**
   * The output alone: linear, or logistic, regression.
   *
   * @return a member of the space
   */
  public Architecture linear() {
    return dense(List.of(), false, 0);
  }

  private Architecture dense(List<Integer> units, boolean normalized, double dropout) {
    Architecture.Builder network = Architecture.builder(input);
    String last = Architecture.INPUT;
    for (int i = 0; i < units.size(); i++) {
      String name = "dense" + (i + 1);
      last = network.add(name, new Dense(units.get(i), !normalized), last);
      if (normalized) {
        last = network.add(name + "/norm", BatchNormalization.DEFAULT, last);
      }
      last = network.add(name + "/relu", Activation.RELU, last);
      if (dropout > 0) {
        last = network.add(name + "/dropout", new Dropout(dropout), last);
      }
    }
    return network.build(network.add("out", output, last));
  }

  @Override
  public String toString() {
    return "DenseNetworks[" + input + " to " + output + "]";
  }
}
