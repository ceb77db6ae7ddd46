package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Pools each feature map to one value: {@code [channels, height, width]} to {@code [channels]}.
 *
 * @param by maximum or average
 */
public record GlobalPooling(PoolingKind by) implements Layer {

  /** The mean of each map, the usual one. */
  public static final GlobalPooling AVERAGE = new GlobalPooling(PoolingKind.AVERAGE);

  /** The largest value of each map. */
  public static final GlobalPooling MAX = new GlobalPooling(PoolingKind.MAX);

  /** Checks. */
  public GlobalPooling {
    requireNonNull(by, "by");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return new Shape.Vector(Requirements.image(this, inputs).channels());
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
    return "global " + by.word() + " pooling";
  }
}
