package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Adds rows and columns of zeros, as NAS does to join feature maps of unequal size (Zoph and Le
 * 2017, section 3.3).
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns to the left
 * @param right columns to the right
 */
public record ZeroPad(int top, int bottom, int left, int right) implements Layer {

  /** Checks. */
  public ZeroPad {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException("Zero padding must not be negative, but is ["
          + top
          + ", "
          + bottom
          + ", "
          + left
          + ", "
          + right
          + "].");
    }
  }

  /**
   * Adds zeros.
   *
   * @param top rows above
   * @param bottom rows below
   * @param left columns to the left
   * @param right columns to the right
   * @return the layer
   */
  public static ZeroPad of(int top, int bottom, int left, int right) {
    return new ZeroPad(top, bottom, left, right);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    return new Shape.Image(
        input.channels(), input.height() + top + bottom, input.width() + left + right);
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
    return "zero padding";
  }
}
