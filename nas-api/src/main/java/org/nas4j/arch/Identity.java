package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/** Passes its input on. The canonical form of an architecture leaves it out. */
public record Identity() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    return Requirements.single(this, inputs);
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.STEP).idle(true);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "identity";
  }
}
