package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;
import org.nas4j.space.InfeasibleException;

/** Sum of inputs of equal shape. */
public record Add() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("An addition needs at least one input.");
    }
    if (inputs.stream().distinct().count() > 1) {
      throw new InfeasibleException(
          "addition of unequal shapes",
          "Inputs of shapes "
              + inputs
              + " cannot be added.\nMaybe bring them to one shape with a 1×1 convolution.");
    }
    return inputs.get(0);
  }

  @Override
  public boolean isCommutative() {
    return true;
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
    return "add";
  }
}
