package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;
import org.nas4j.space.InfeasibleException;

/**
 * Multiplies each feature map by one value: inputs {@code [channels, height, width]} and
 * {@code [channels]}, in this order, of which {@code [channels, height, width]} comes. With a
 * global pooling, two dense layers and a sigmoid it makes squeeze-and-excitation (Hu et al. 2018,
 * "Squeeze-and-excitation networks", section 3), where it is what they call scaling.
 */
public record ChannelScale() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    if (inputs.size() != 2) {
      throw new IllegalArgumentException(
          kind() + " takes feature maps and a vector, but got [" + inputs.size() + "] inputs.");
    }
    Shape.Image maps = Requirements.image(this, inputs.get(0));
    int values = Requirements.vector(this, inputs.subList(1, 2));
    if (values != maps.channels()) {
      throw new InfeasibleException(
          "another number of values than channels",
          "The [" + maps.channels() + "] channels of [" + maps + "] cannot be multiplied by ["
              + values
              + "] values.\nMaybe make as many values with a dense layer.");
    }
    return maps;
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.JOIN);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "channel scale";
  }
}
