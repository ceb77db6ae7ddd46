package org.nas4j.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.nas4j.arch.Shape;

/**
 * Reads pictures (PNG, JPEG, GIF, BMP) sorted into one folder a class. Classes are numbered in the order of the folders'
 * names, pictures in the order of theirs. Values become numbers in [0, 1]; three channels are red, green and blue, one
 * channel is the mean of the three.
 */
public final class ImageFolder {

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final int BYTE = 0xff;
  private static final float WHITE = 255;

  private ImageFolder() {}

  /**
   * The names of the classes.
   *
   * @param directory holds one folder a class
   * @return names of the folders, in the order of the classes' numbers
   * @throws IOException if it cannot be read
   */
  public static List<String> classes(Path directory) throws IOException {
    return entries(directory).stream()
        .filter(Files::isDirectory)
        .map(folder -> folder.getFileName().toString())
        .toList();
  }

  /**
   * Reads all pictures.
   *
   * @param directory holds one folder a class
   * @param shape 1 or 3 channels, and the size that all pictures have
   * @return the data
   * @throws IOException if a file cannot be read
   * @throws MalformedDataException if a picture cannot be decoded or has another size, or there are fewer than two
   *     classes
   */
  public static Dataset read(Path directory, Shape.Image shape) throws IOException {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException("Pictures have 1 or 3 channels, but the shape [" + shape
          + "] has [" + shape.channels() + "].");
    }
    List<String> classes = classes(directory);
    if (classes.size() < 2) {
      throw new MalformedDataException(
          directory,
          "holds [" + classes.size() + "] folders, but two classes are needed",
          "the classes' folders are a level deeper");
    }
    List<float[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      int before = images.size();
      for (Path file : entries(directory.resolve(classes.get(label)))) {
        if (isPicture(file)) {
          images.add(values(file, shape));
          labels.add(label);
        }
      }
      if (images.size() == before) {
        throw new MalformedDataException(
            directory.resolve(classes.get(label)),
            "holds [0] pictures ending in " + ENDINGS.stream().sorted().toList(),
            "it is no class");
      }
    }
    return Dataset.wrap(
        shape,
        classes.size(),
        images.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (!entry.getFileName().toString().startsWith(".")) {
          entries.add(entry);
        }
      }
    }
    entries.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    return entries;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static float[] values(Path file, Shape.Image shape) throws IOException {
    BufferedImage picture;
    try (SourceFile source = new SourceFile(file)) {
      picture = ImageIO.read(source.stream());
    } catch (RuntimeException | IOException e) {
      MalformedDataException malformed = undecodable(file);
      malformed.initCause(e);
      throw malformed;
    }
    if (picture == null) {
      throw undecodable(file);
    }
    if (picture.getWidth() != shape.width() || picture.getHeight() != shape.height()) {
      throw new MalformedDataException(
          file,
          "is [" + picture.getHeight() + "×" + picture.getWidth() + "] high and wide, but ["
              + shape.height() + "×" + shape.width() + "] are asked for",
          "bring all pictures to one size first");
    }
    float[] values = new float[(int) shape.elements()];
    int area = shape.height() * shape.width();
    for (int i = 0; i < area; i++) {
      int colour = picture.getRGB(i % shape.width(), i / shape.width());
      int red = colour >> 16 & BYTE;
      int green = colour >> 8 & BYTE;
      int blue = colour & BYTE;
      if (shape.channels() == 1) {
        values[i] = (red + green + blue) / (3 * WHITE);
      } else {
        values[i] = red / WHITE;
        values[area + i] = green / WHITE;
        values[2 * area + i] = blue / WHITE;
      }
    }
    return values;
  }

  private static MalformedDataException undecodable(Path file) {
    return new MalformedDataException(
        file, "is no picture that [javax.imageio] can decode", "it is cut, or of another kind");
  }
}
