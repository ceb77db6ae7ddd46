package org.nas4j.arch;

import java.util.List;

/**
 * Mean of inputs of equal shape, by which the copies of a layer take its place (Cai et al. 2018,
 * "Path-level network transformation", section 3.1).
 */
public record Average() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    return new Add().output(inputs);
  }

  @Override
  public boolean isCommutative() {
    return true;
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(LayerTraits.Role.JOIN);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "average";
  }
}
