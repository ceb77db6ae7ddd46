package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;
import org.nas4j.space.InfeasibleException;

/**
 * Halves the resolution without losing the positions that a stride of 2 skips: a 1×1 convolution of
 * stride 2 over the maps beside one over the maps shifted by a row and a column, concatenated (Zoph
 * et al. 2018; Pham et al. 2018). The first path makes ⌊filters / 2⌋ maps, the second the rest;
 * neither has a bias.
 *
 * @param filters number of maps that come out, at least 2
 */
public record FactorizedReduction(int filters) implements Layer {

  /** Checks. */
  public FactorizedReduction {
    if (filters < 2) {
      throw new IllegalArgumentException(
          "A factorized reduction needs at least 2 filters, but has [" + filters + "].");
    }
  }

  /**
   * Halves the resolution.
   *
   * @param filters number of maps that come out, at least 2
   * @return the layer
   */
  public static FactorizedReduction of(int filters) {
    return new FactorizedReduction(filters);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    if (input.height() < 2 || input.width() < 2) {
      throw new InfeasibleException(
          "reduction of a single row or column",
          "Feature maps of [" + input + "] cannot be halved any more.");
    }
    return new Shape.Image(filters, (input.height() + 1) / 2, (input.width() + 1) / 2);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    int channels = Requirements.image(this, inputs).channels();
    int even = filters / 2;
    return List.of(
        WeightSpec.of("even", even, channels, 1, 1),
        WeightSpec.of("odd", filters - even, channels, 1, 1));
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return (long) filters * Requirements.image(this, inputs).channels();
  }

  @Override
  public long macs(List<Shape> inputs) {
    return output(inputs).elements() * Requirements.image(this, inputs).channels();
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
    return "factorized reduction";
  }
}
