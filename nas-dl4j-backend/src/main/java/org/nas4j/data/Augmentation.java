package org.nas4j.data;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;

/**
 * Random changes of training images that leave their class as it is: a shift of up to so many rows
 * and columns, zeros coming in at the border (the same as padding by so many zeros and cropping at
 * random), and a mirror image with probability 1/2. Every channel is changed alike. Vectors cannot
 * be augmented.
 *
 * @param shift most rows and columns, at least 0
 * @param flip whether left and right may be exchanged
 */
public record Augmentation(int shift, boolean flip) {

  /** No change. */
  public static final Augmentation NONE = new Augmentation(0, false);

  /** Shift by up to 4 and flip: the usual one of CIFAR-10. */
  public static final Augmentation CIFAR = new Augmentation(4, true);

  /** Checks. */
  public Augmentation {
    Checks.atLeast(shift, 0, "shift");
  }

  /**
   * Writes a changed copy of an example.
   *
   * @param data where the example is
   * @param index its number
   * @param random says what changes; three numbers are drawn at most
   * @param target takes the values at its position
   * @throws IllegalArgumentException if the example is a vector and something would change
   */
  public void write(Dataset data, int index, RandomGenerator random, FloatBuffer target) {
    if (equals(NONE)) {
      data.write(index, target);
      return;
    }
    Shape.Image shape = image(data);
    int down = shift == 0 ? 0 : random.nextInt(2 * shift + 1) - shift;
    int right = shift == 0 ? 0 : random.nextInt(2 * shift + 1) - shift;
    boolean mirrored = flip && random.nextBoolean();
    float[] row = new float[shape.width()];
    float[] values = data.row(index);
    for (int y = 0; y < shape.channels() * shape.height(); y++) {
      int line = y % shape.height() - down;
      boolean inside = line >= 0 && line < shape.height();
      for (int x = 0; x < row.length; x++) {
        int column = (mirrored ? row.length - 1 - x : x) - right;
        row[x] = inside && column >= 0 && column < row.length
            ? values[(y - down) * row.length + column]
            : 0;
      }
      target.put(row);
    }
  }

  private Shape.Image image(Dataset data) {
    if (data.shape() instanceof Shape.Image image) {
      return image;
    }
    throw new IllegalArgumentException("Vectors of ["
        + data.shape()
        + "] values cannot be shifted or flipped.\nMaybe leave the augmentation out.");
  }
}
