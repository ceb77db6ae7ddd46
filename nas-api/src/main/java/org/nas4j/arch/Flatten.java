package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Lays the feature maps out as one vector, map by map: index = (channel · height + row) · width +
 * column.
 */
public record Flatten() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    return new Shape.Vector(Math.toIntExact(Requirements.single(this, inputs).elements()));
  }

  /** A vector lies flat already. */
  @Override
  public boolean isIdle(List<Shape> inputs) {
    return Requirements.single(this, inputs) instanceof Shape.Vector;
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.STEP);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "flatten";
  }
}
