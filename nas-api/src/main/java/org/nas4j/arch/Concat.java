package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;
import org.nas4j.space.InfeasibleException;

/** Joins feature maps of equal height and width along the channels, or vectors end to end. */
public record Concat() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("A concatenation needs at least one input.");
    }
    if (inputs.stream().allMatch(Shape.Vector.class::isInstance)) {
      return new Shape.Vector(
          Math.toIntExact(inputs.stream().mapToLong(Shape::elements).sum()));
    }
    Shape.Image first = Requirements.image(this, inputs.get(0));
    int channels = 0;
    for (Shape each : inputs) {
      Shape.Image image = Requirements.image(this, each);
      if (image.height() != first.height() || image.width() != first.width()) {
        throw new InfeasibleException(
            "concatenation of unequal sizes",
            "Inputs of shapes "
                + inputs
                + " cannot be concatenated.\nMaybe pad the smaller ones with zeros.");
      }
      channels = Math.addExact(channels, image.channels());
    }
    return first.withChannels(channels);
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
    return "concat";
  }
}
