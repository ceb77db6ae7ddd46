package org.nas4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nas4j.arch.Shape;

/**
 * Reads the IDX files of MNIST and its kin: a big-endian magic number, the sizes, then one byte a
 * value. Packed with gzip or not. Grey values become numbers in [0, 1].
 */
public final class Idx {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int LONGEST_SIDE = 1 << 14;
  private static final int LARGEST_AREA = 1 << 24;
  private static final int MOST_EXAMPLES = 1 << 26;

  /** Room is made for so many, and more when they are there: a header alone takes no memory. */
  private static final int FIRST_EXAMPLES = 1 << 16;

  private Idx() {}

  /**
   * Reads {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, with {@code .gz} or
   * without.
   *
   * @param directory where they are
   * @return images {@code [1, height, width]} of ten classes
   * @throws IOException if they cannot be read or are not what their names say
   */
  public static Dataset training(Path directory) throws IOException {
    return named(directory, "train");
  }

  /**
   * Reads {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, with {@code .gz} or
   * without.
   *
   * @param directory where they are
   * @return images {@code [1, height, width]} of ten classes
   * @throws IOException if they cannot be read or are not what their names say
   */
  public static Dataset test(Path directory) throws IOException {
    return named(directory, "t10k");
  }

  private static Dataset named(Path directory, String part) throws IOException {
    return read(
        either(directory.resolve(part + "-images-idx3-ubyte")),
        either(directory.resolve(part + "-labels-idx1-ubyte")),
        10);
  }

  private static Path either(Path plain) {
    Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
    return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
  }

  /**
   * Reads one pair of files.
   *
   * @param images file of unsigned bytes in three dimensions
   * @param labels file of unsigned bytes in one dimension
   * @param classes number of classes
   * @return images {@code [1, height, width]}
   * @throws IOException if they cannot be read
   * @throws MalformedDataException if they are no such files, cut, of unequal length, or hold a
   *     label out of range
   */
  public static Dataset read(Path images, Path labels, int classes) throws IOException {
    try (SourceFile imageFile = new SourceFile(images);
        SourceFile labelFile = new SourceFile(labels)) {
      magic(imageFile, IMAGES);
      magic(labelFile, LABELS);
      int count = count(imageFile);
      int labelCount = count(labelFile);
      if (count != labelCount) {
        throw labelFile.malformed(
            "holds ["
                + labelCount
                + "] labels, but there are ["
                + count
                + "] images in ["
                + images
                + "]",
            "one belongs to the training data and the other to the test data");
      }
      int height = side(imageFile, "height");
      int width = side(imageFile, "width");
      if ((long) height * width > LARGEST_AREA) {
        throw imageFile.malformed(
            "announces images of [" + height + "] by [" + width + "]", "its header is damaged");
      }
      int[] classesOf = labels(labelFile, count, classes);
      float[][] values = images(imageFile, count, height * width);
      return Dataset.wrap(Shape.image(1, height, width), classes, values, classesOf);
    }
  }

  private static void magic(SourceFile file, int expected) throws IOException {
    int magic = file.readInt("the magic number");
    if (magic != expected) {
      throw file.malformed(
          String.format(
              "starts with the magic number [0x%08x], but %s need [0x%08x]",
              magic, expected == IMAGES ? "images" : "labels", expected),
          magic == IMAGES || magic == LABELS
              ? "images and labels were exchanged"
              : "it is no IDX file of bytes");
    }
  }

  private static int count(SourceFile file) throws IOException {
    int count = file.readInt("the header");
    if (count < 1 || count > MOST_EXAMPLES) {
      throw file.malformed("announces [" + count + "] examples", "its header is damaged");
    }
    return count;
  }

  private static int side(SourceFile file, String which) throws IOException {
    int side = file.readInt("the header");
    if (side < 1 || side > LONGEST_SIDE) {
      throw file.malformed(
          "announces images of a " + which + " of [" + side + "]", "its header is damaged");
    }
    return side;
  }

  private static int[] labels(SourceFile file, int count, int classes) throws IOException {
    int[] labels = new int[Math.min(count, FIRST_EXAMPLES)];
    byte[] label = new byte[1];
    for (int i = 0; i < count; i++) {
      file.read(label, "label " + i + " of " + count);
      if (i == labels.length) {
        labels = Arrays.copyOf(labels, Math.min(count, 2 * i));
      }
      labels[i] = Records.label(file.path(), i, Byte.toUnsignedInt(label[0]), classes);
    }
    file.requireEnd(count + " labels");
    return labels;
  }

  private static float[][] images(SourceFile file, int count, int area) throws IOException {
    float[][] images = new float[count][]; // the labels were there
    byte[] bytes = new byte[area];
    for (int i = 0; i < count; i++) {
      file.read(bytes, "image " + i + " of " + count);
      images[i] = Records.grey(bytes, 0, area);
    }
    file.requireEnd(count + " images");
    return images;
  }
}
