package org.nas4j.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.pictures.PictureValues;

/** One picture in a file, told by what is in it and not by the ending of its name. */
final class PictureFile {

  /**
   * Interlaced GIFs of no more rows are read wrongly by javax.imageio, which then counts a pass
   * that has no row.
   */
  private static final int FEWEST_INTERLACED_ROWS = 5;

  /** Of a pixel: as it is decoded, and three channels of 32 bits. */
  private static final long BYTES_OF_A_PIXEL = 16;

  private static final double SHARE_OF_HEAP = 0.5;

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
      requireRoom(path, reader.getWidth(0), reader.getHeight(0));
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

  /** A file may claim any size, whatever is in it. */
  private static void requireRoom(Path path, long width, long height)
      throws MalformedDataException {
    double bytes = (double) width * height * BYTES_OF_A_PIXEL;
    if (bytes > SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()) {
      throw new MalformedDataException(
          path,
          String.format(
              Locale.ROOT,
              "says that it has [%d×%d] pixels, which would take [%.0f] MB, more than half of the heap",
              width,
              height,
              bytes / 1e6),
          "it is damaged; or give Java more memory with -Xmx, or scale it down");
    }
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
   * @param resizes whether a picture of another size is brought to that of the shape
   * @throws MalformedDataException if the picture has another size, and is not resized
   */
  float[] values(Shape.Image shape, boolean resizes) throws MalformedDataException {
    boolean fits = picture.getWidth() == shape.width() && picture.getHeight() == shape.height();
    if (!fits && !resizes) {
      throw new MalformedDataException(
          path,
          "is [" + picture.getHeight() + "×" + picture.getWidth() + "] high and wide, but ["
              + shape.height() + "×" + shape.width() + "] are asked for",
          "they are to be resized: call ImageFolder.readResized(…)");
    }
    return PictureValues.of(picture, shape);
  }
}
