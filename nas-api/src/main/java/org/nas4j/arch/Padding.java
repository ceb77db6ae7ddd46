package org.nas4j.arch;

/**
 * How the border of feature maps is extended with zeros before a window slides over it.
 *
 * @param same whether the output has ⌈n / stride⌉ rows and columns whatever the kernel; an odd zero
 *     goes to the bottom and right
 * @param height zero rows above and below, if not {@code same}
 * @param width zero columns left and right, if not {@code same}
 */
public record Padding(boolean same, int height, int width) {

  /** Output size ⌈n / stride⌉. */
  public static final Padding SAME = new Padding(true, 0, 0);

  /** No zeros: output size ⌊(n − kernel) / stride⌋ + 1. */
  public static final Padding VALID = new Padding(false, 0, 0);

  /** Checks. */
  public Padding {
    if (height < 0 || width < 0 || same && height + width > 0) {
      throw new IllegalArgumentException(
          "Padding must be SAME or not negative, but is [" + height + ", " + width + "].");
    }
  }

  /**
   * The same zeros on opposite sides.
   *
   * @param height zero rows above and below
   * @param width zero columns left and right
   * @return the padding
   */
  public static Padding explicit(int height, int width) {
    return new Padding(false, height, width);
  }
}
