package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * A classifier: a dense layer with bias, softmax, and cross-entropy as its loss. An architecture
 * has one such output last; further ones are auxiliary heads, whose loss is added with their weight
 * and which are gone at inference.
 *
 * @param classes number of classes, at least 2
 * @param lossWeight factor of its loss, above 0; 1 for the main output
 */
public record SoftmaxOutput(int classes, double lossWeight) implements Layer {

  /** Checks. */
  public SoftmaxOutput {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "A classifier needs at least 2 classes, but has [" + classes + "].");
    }
    if (!(lossWeight > 0 && Double.isFinite(lossWeight))) {
      throw new IllegalArgumentException(
          "The weight of a loss must be above 0, but is [" + lossWeight + "].");
    }
  }

  /**
   * A main output.
   *
   * @param classes number of classes
   * @return the layer
   */
  public static SoftmaxOutput of(int classes) {
    return new SoftmaxOutput(classes, 1);
  }

  private Dense dense() {
    return new Dense(classes, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Requirements.vector(this, inputs);
    return new Shape.Vector(classes);
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
    return "softmax output";
  }
}
