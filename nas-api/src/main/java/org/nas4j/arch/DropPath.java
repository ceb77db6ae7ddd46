package org.nas4j.arch;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Drops a whole path at random in training: for each example by itself, all values become 0 or are
 * divided by the probability of keeping them; the identity otherwise. That probability falls from 1
 * linearly with the time of training, down to 1 − depth · (1 − keep) at the end: ScheduledDropPath
 * (Zoph et al. 2018, section 4; zoph2018nasnet), whose dependence on the depth is in its released
 * code only.
 *
 * @param keep probability to keep the deepest path at the end of training, in (0, 1]
 * @param depth how deep this path lies, in (0, 1]; (k + 1) / M in cell k, counted from 0, of M
 *     cells
 */
public record DropPath(double keep, double depth) implements Layer {

  /** Checks. */
  public DropPath {
    share(keep, "probability to keep a path");
    share(depth, "relative depth of a path");
  }

  /**
   * Drops paths.
   *
   * @param keep probability to keep the deepest path at the end of training, in (0, 1]
   * @param depth how deep this path lies, in (0, 1]
   * @return the layer
   */
  public static DropPath of(double keep, double depth) {
    return new DropPath(keep, depth);
  }

  private static void share(double value, String name) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("The "
          + name
          + " must be in (0, 1], but is ["
          + value
          + "].\nMaybe it was given in percent, or as the probability to drop.");
    }
  }

  /**
   * The probability to keep a path.
   *
   * @param progress how much of the training is over: 0 at its first step, 1 at its end and after
   * @return in (0, 1]
   */
  public double keepAt(double progress) {
    return 1 - Math.max(0, Math.min(1, progress)) * depth * (1 - keep);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Requirements.single(this, inputs);
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.TRAINING_ONLY).idle(keep == 1);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "drop path";
  }
}
