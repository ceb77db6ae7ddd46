package org.nas4j.internal.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.nas4j.arch.Shape;

/**
 * The numbers of a picture. They are the samples of the picture: nothing is converted to another
 * colour space, so that a grey picture and the same picture in colour give the same numbers, to the
 * last bit. What is hidden by transparency counts as if it were seen. Stateless.
 */
public final class PictureValues {

  private static final float WHITE_8 = 255;
  private static final float WHITE_16 = 65_535;
  private static final int BYTE = 0xff;
  private static final int COLOURS = 3;

  private PictureValues() {}

  /**
   * The values of a picture in the size of a shape: as they are where the size is the picture's,
   * else each is the mean of the area that it stands for, or interpolated between four where the
   * picture is enlarged.
   *
   * @param picture what to look at
   * @param shape of 3 channels, or of 1 for the mean of red, green and blue
   * @return laid out as {@code [channels, height, width]}, in [0, 1]
   * @throws IllegalArgumentException if the shape has neither 1 nor 3 channels
   */
  public static float[] of(BufferedImage picture, Shape.Image shape) {
    if (shape.channels() != 1 && shape.channels() != COLOURS) {
      throw new IllegalArgumentException("Pictures have 1 or 3 channels, but the shape [" + shape
          + "] has [" + shape.channels() + "].");
    }
    float[] values = stored(picture, shape.channels());
    if (picture.getWidth() == shape.width() && picture.getHeight() == shape.height()) {
      return values;
    }
    Resizing rows = Resizing.of(picture.getHeight(), shape.height());
    Resizing columns = Resizing.of(picture.getWidth(), shape.width());
    float[] resized = new float[(int) shape.elements()];
    int area = picture.getWidth() * picture.getHeight();
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          resized[(channel * shape.height() + y) * shape.width() + x] =
              mean(values, channel * area, picture.getWidth(), rows, y, columns, x);
        }
      }
    }
    return resized;
  }

  private static float mean(
      float[] values, int from, int width, Resizing rows, int y, Resizing columns, int x) {
    double sum = 0;
    for (int i = 0; i < rows.shares(y).length; i++) {
      int row = from + (rows.first(y) + i) * width + columns.first(x);
      double line = 0;
      for (int j = 0; j < columns.shares(x).length; j++) {
        line += columns.shares(x)[j] * values[row + j];
      }
      sum += rows.shares(y)[i] * line;
    }
    return (float) sum;
  }

  private static float[] stored(BufferedImage picture, int channels) {
    Samples samples = Samples.of(picture);
    int width = picture.getWidth();
    int area = width * picture.getHeight();
    float[] values = new float[channels * area];
    int[] colour = new int[COLOURS];
    for (int i = 0; i < area; i++) {
      samples.read(i % width, i / width, colour);
      if (channels == 1) {
        values[i] = (colour[0] + colour[1] + colour[2]) / (COLOURS * samples.white());
      } else {
        for (int channel = 0; channel < COLOURS; channel++) {
          values[channel * area + i] = colour[channel] / samples.white();
        }
      }
    }
    return values;
  }

  /** Red, green and blue of a picture's pixels, as whole numbers up to that of white. */
  private interface Samples {

    void read(int x, int y, int[] colour);

    float white();

    static Samples of(BufferedImage picture) {
      ColorModel model = picture.getColorModel();
      int type = model.getColorSpace().getType();
      boolean known = type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB;
      int bits = model.getComponentSize(0);
      for (int size : model.getComponentSize()) {
        known &= size == bits;
      }
      if (model instanceof IndexColorModel || !known || bits != 8 && bits != 16) {
        return new Converted(picture);
      }
      if (model.isAlphaPremultiplied()) {
        BufferedImage copy =
            new BufferedImage(model, picture.copyData(null), model.isAlphaPremultiplied(), null);
        copy.coerceData(false);
        return stored(copy, type, bits);
      }
      return stored(picture, type, bits);
    }

    private static Samples stored(BufferedImage picture, int type, int bits) {
      return new Stored(
          picture.getRaster(),
          type == ColorSpace.TYPE_GRAY ? 0 : 1,
          bits == 8 ? WHITE_8 : WHITE_16);
    }
  }

  /** As they are in the file; {@code step} is 0 if all three colours are in its one band. */
  private record Stored(Raster raster, int step, float white) implements Samples {

    @Override
    public void read(int x, int y, int[] colour) {
      for (int channel = 0; channel < COLOURS; channel++) {
        colour[channel] = raster.getSample(x, y, channel * step);
      }
    }
  }

  /** As Java converts them: colours of a palette as they are, others to eight bits of sRGB. */
  private record Converted(BufferedImage picture) implements Samples {

    @Override
    public float white() {
      return WHITE_8;
    }

    @Override
    public void read(int x, int y, int[] colour) {
      int packed = picture.getRGB(x, y);
      colour[0] = packed >> 16 & BYTE;
      colour[1] = packed >> 8 & BYTE;
      colour[2] = packed & BYTE;
    }
  }
}
