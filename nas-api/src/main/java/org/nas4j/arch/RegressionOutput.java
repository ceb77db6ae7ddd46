package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * A predictor of numbers: a dense layer with bias, and the mean error over the numbers as its loss.
 *
 * @param units number of values that are predicted
 * @param loss what counts as an error
 */
public record RegressionOutput(int units, RegressionLoss loss) implements Layer {

  /** Checks. */
  public RegressionOutput {
    Requirements.positive(units, "number of units");
    requireNonNull(loss, "loss");
  }

  /**
   * A predictor by mean squared error.
   *
   * @param units number of values that are predicted
   * @return the layer
   */
  public static RegressionOutput of(int units) {
    return new RegressionOutput(units, RegressionLoss.SQUARED);
  }

  /**
   * The same predictor by another loss.
   *
   * @param other what counts as an error
   * @return the layer
   */
  public RegressionOutput withLoss(RegressionLoss other) {
    return new RegressionOutput(units, other);
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
  public LayerTraits traits() {
    return LayerTraits.of(Role.OUTPUT).withWeights().makingChannels();
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "regression output";
  }

  /**
   * The usual loss goes without saying, so that what was written before it could be chosen holds.
   */
  @Override
  public String toString() {
    return "RegressionOutput[units=" + units
        + (loss == RegressionLoss.SQUARED ? "" : ", loss=" + loss) + "]";
  }
}
