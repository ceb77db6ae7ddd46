package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * A fully connected layer. Weights {@code [units, inputs]}.
 *
 * @param units number of values that come out
 * @param bias whether each unit has a bias
 */
public record Dense(int units, boolean bias) implements Layer {

  /** Checks. */
  public Dense {
    Requirements.positive(units, "number of units");
  }

  /**
   * A layer with a bias.
   *
   * @param units number of values that come out
   * @return the layer
   */
  public static Dense of(int units) {
    return new Dense(units, true);
  }

  /**
   * The same layer without a bias, as before batch normalization.
   *
   * @return the layer
   */
  public Dense withoutBias() {
    return new Dense(units, false);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Requirements.vector(this, inputs);
    return new Shape.Vector(units);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    WeightSpec kernel = WeightSpec.of("kernel", units, Requirements.vector(this, inputs));
    return bias ? List.of(kernel, WeightSpec.of("bias", units)) : List.of(kernel);
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return macs(inputs) + (bias ? units : 0);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return (long) units * Requirements.vector(this, inputs);
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.STEP).withWeights().makingChannels();
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "dense";
  }
}
