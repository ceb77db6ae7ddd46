package org.nas4j.arch;

import java.util.List;

/**
 * A predictor of numbers: a dense layer with bias, and mean squared error as its loss.
 *
 * @param units number of values that are predicted
 */
public record RegressionOutput(int units) implements Layer {

  /** Checks. */
  public RegressionOutput {
    Requirements.positive(units, "number of units");
  }

  private Dense dense() {
    return new Dense(units, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Requirements.vector(this, inputs);
    return new Shape.Vector(units);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return dense().weights(inputs);
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return dense().parameters(inputs);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return dense().macs(inputs);
  }

  @Override
  public String kind() {
    return "regression output";
  }
}
