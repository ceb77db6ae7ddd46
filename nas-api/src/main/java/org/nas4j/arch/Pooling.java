package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * The largest or mean value under a sliding window, for each feature map. Zeros of the padding are
 * neither a maximum nor counted in a mean.
 *
 * @param by maximum or average
 * @param window kernel, stride and padding; dilation must be 1
 */
public record Pooling(PoolingKind by, Window window) implements Layer {

  /** Checks. */
  public Pooling {
    requireNonNull(by, "by");
    requireNonNull(window, "window");
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
      throw new IllegalArgumentException("Pooling has no dilation, but got [" + window + "].");
    }
  }

  /**
   * Maximum pooling.
   *
   * @param window kernel, stride and padding
   * @return the layer
   */
  public static Pooling max(Window window) {
    return new Pooling(PoolingKind.MAX, window);
  }

  /**
   * Average pooling.
   *
   * @param window kernel, stride and padding
   * @return the layer
   */
  public static Pooling average(Window window) {
    return new Pooling(PoolingKind.AVERAGE, window);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    return window.slide(this, input, input.channels());
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
    return by.word() + " pooling";
  }
}
