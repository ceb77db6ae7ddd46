package org.nas4j.internal.pictures;

/** Left and right exchanged. */
public final class MirrorImage {

  private MirrorImage() {}

  /**
   * Turns each row of each channel round.
   *
   * @param image rows of so many values one after the other, as {@code [channels, height, width]}
   * @param width of a row
   * @return a new array
   */
  public static float[] of(float[] image, int width) {
    float[] turned = new float[image.length];
    for (int row = 0; row < image.length; row += width) {
      for (int x = 0; x < width; x++) {
        turned[row + x] = image[row + width - 1 - x];
      }
    }
    return turned;
  }
}
