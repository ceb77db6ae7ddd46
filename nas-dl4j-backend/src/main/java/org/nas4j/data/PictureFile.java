package org.nas4j.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Texts;

/**
 * One picture in a file, told by what is in it and not by the ending of its name. Its numbers are
 * the samples of the file: nothing is converted to another colour space, so that a grey picture and
 * the same picture in colour give the same numbers, to the last bit. What is hidden by transparency
 * counts as if it were seen.
 */
final class PictureFile {

  private static final float WHITE_8 = 255;
  private static final float WHITE_16 = 65_535;
  private static final int BYTE = 0xff;

  /**
   * Interlaced GIFs of no more rows are read wrongly by javax.imageio, which then counts a pass
   * that has no row.
   */
  private static final int FEWEST_INTERLACED_ROWS = 5;

  private final Path path;
  private final BufferedImage picture;

  private PictureFile(Path path, BufferedImage picture) {
    this.path = path;
    this.picture = picture;
  }

  /**
   * Decodes a file.
   *
   * @return empty if it is no picture of a kind that {@code javax.imageio} knows
   * @throws MalformedDataException if it is such a picture, but damaged
   */
  static Optional<PictureFile> open(Path path) throws IOException {
    try (SourceFile source = new SourceFile(path);
        ImageInputStream in = new MemoryCacheImageInputStream(source.stream())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        return Optional.of(new PictureFile(path, decode(path, reader, in)));
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage decode(Path path, ImageReader reader, ImageInputStream in)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage picture;
    try {
      reader.setInput(in);
      if (reader.getFormatName().equalsIgnoreCase("gif")) {
        requireReadable(path, reader);
      }
      picture = reader.read(0);
    } catch (MalformedDataException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw damaged(path, Texts.wordsOf(e), e);
    }
    // A colour profile that does not fit changes no sample; whatever else a reader warns of is a
    // damage that it painted over.
    warnings.removeIf(warning -> warning.contains("ICC"));
    if (!warnings.isEmpty()) {
      throw damaged(path, String.join("; ", warnings), null);
    }
    return picture;
  }

  private static void requireReadable(Path path, ImageReader reader) throws IOException {
    if (reader.getHeight(0) < FEWEST_INTERLACED_ROWS && isInterlaced(reader.getImageMetadata(0))) {
      throw new MalformedDataException(
          path,
          "is an interlaced GIF of [" + reader.getHeight(0)
              + "] rows, which [javax.imageio] reads wrongly",
          "save it as PNG");
    }
  }

  private static boolean isInterlaced(IIOMetadata metadata) {
    var descriptor = ((org.w3c.dom.Element)
            metadata.getAsTree(metadata.getNativeMetadataFormatName()))
        .getElementsByTagName("ImageDescriptor");
    return descriptor.getLength() > 0
        && ((org.w3c.dom.Element) descriptor.item(0))
            .getAttribute("interlaceFlag")
            .equalsIgnoreCase("true");
  }

  private static MalformedDataException damaged(Path path, String how, Throwable cause) {
    MalformedDataException damaged = new MalformedDataException(
        path, "is a damaged picture: [" + how + "]", "its download was cut; fetch it again");
    if (cause != null) {
      damaged.initCause(cause);
    }
    return damaged;
  }

  /**
   * The values, laid out as {@code [channels, height, width]}, in [0, 1].
   *
   * @param shape of 3 channels, or of 1 for the mean of red, green and blue
   * @throws MalformedDataException if the picture has another size
   */
  float[] values(Shape.Image shape) throws MalformedDataException {
    if (picture.getWidth() != shape.width() || picture.getHeight() != shape.height()) {
      throw new MalformedDataException(
          path,
          "is [" + picture.getHeight() + "×" + picture.getWidth() + "] high and wide, but ["
              + shape.height() + "×" + shape.width() + "] are asked for",
          "bring all pictures to one size first");
    }
    Samples samples = Samples.of(picture);
    float[] values = new float[(int) shape.elements()];
    int area = shape.height() * shape.width();
    int[] colour = new int[3];
    for (int i = 0; i < area; i++) {
      samples.read(i % shape.width(), i / shape.width(), colour);
      if (shape.channels() == 1) {
        values[i] = (colour[0] + colour[1] + colour[2]) / (3 * samples.white());
      } else {
        for (int channel = 0; channel < 3; channel++) {
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
        picture.coerceData(false);
      }
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
      for (int channel = 0; channel < 3; channel++) {
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
