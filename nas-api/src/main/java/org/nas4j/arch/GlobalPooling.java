package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Pools each feature map to one value: {@code [channels, height, width]} to {@code [channels]}.
 *
 * @param by maximum or average
 */
public record GlobalPooling(PoolingKind by) implements Layer {

  /** The usual one. */
  public static final GlobalPooling AVERAGE = new GlobalPooling(PoolingKind.AVERAGE);

  /** Checks. */
  public GlobalPooling {
    requireNonNull(by, "by");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return new Shape.Vector(Requirements.image(this, inputs).channels());
  }

  @Override
  public String kind() {
    return "global " + by.word() + " pooling";
  }
}
