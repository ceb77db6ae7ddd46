package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Normalizes each channel over the batch, then scales and shifts it (Ioffe and Szegedy 2015).
 *
 * @param epsilon added to the variance, above 0
 * @param decay weight of the old value in the running statistics, in [0, 1)
 */
public record BatchNormalization(double epsilon, double decay) implements Layer {

  /** Epsilon 1e-5, decay 0.9. */
  public static final BatchNormalization DEFAULT = new BatchNormalization(1e-5, 0.9);

  /** Checks. */
  public BatchNormalization {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "The epsilon of batch normalization must be above 0, but is [" + epsilon + "].");
    }
    Requirements.fraction(decay, "decay of batch normalization");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Requirements.single(this, inputs);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    List<Integer> shape = List.of(Requirements.single(this, inputs).channels());
    return List.of(
        new WeightSpec("gamma", shape, true),
        new WeightSpec("beta", shape, true),
        new WeightSpec("mean", shape, false),
        new WeightSpec("variance", shape, false));
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return 2L * Requirements.single(this, inputs).channels();
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.FINISH).withWeights();
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "batch normalization";
  }
}
