package org.nas4j.arch;

import java.util.List;

/**
 * Lays the feature maps out as one vector, map by map: index = (channel · height + row) · width +
 * column.
 */
public record Flatten() implements Layer {

  @Override
  public Shape output(List<Shape> inputs) {
    return new Shape.Vector(Math.toIntExact(Requirements.single(this, inputs).elements()));
  }

  @Override
  public String kind() {
    return "flatten";
  }
}
