package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Sets values to 0 at random in training and scales the others by 1 / (1 − rate); the identity
 * otherwise.
 *
 * @param rate fraction of the values that is dropped, in [0, 1)
 */
public record Dropout(double rate) implements Layer {

  /** Checks. */
  public Dropout {
    Requirements.fraction(rate, "dropout rate");
  }

  /**
   * Drops values.
   *
   * @param rate fraction that is dropped, in [0, 1)
   * @return the layer
   */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Requirements.single(this, inputs);
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.TRAINING_ONLY).idle(rate == 0);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "dropout";
  }
}
