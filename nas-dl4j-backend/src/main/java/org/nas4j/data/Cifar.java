package org.nas4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.Shape;

/**
 * Reads the binary files of CIFAR-10 and CIFAR-100: records of one label byte (CIFAR-100: a coarse
 * and a fine one, of which the fine one counts) and 3072 bytes, the red, green and blue plane of a
 * 32×32 image. Packed with gzip or not. Values become numbers in [0, 1].
 */
public final class Cifar {

  private static final Shape.Image SHAPE = Shape.image(3, 32, 32);
  private static final int VALUES = 3 * 32 * 32;
  private static final List<String> TEN = List.of(
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar() {}

  /**
   * Reads files of CIFAR-10.
   *
   * @param files one or more, in order
   * @return images {@code [3, 32, 32]} of ten classes
   * @throws IOException if one cannot be read
   * @throws MalformedDataException if one is cut or holds a label out of range
   */
  public static Dataset cifar10(Path... files) throws IOException {
    return read(files, 1, TEN);
  }

  /**
   * Reads files of CIFAR-100.
   *
   * @param files one or more, in order
   * @return images {@code [3, 32, 32]} of a hundred classes
   * @throws IOException if one cannot be read
   * @throws MalformedDataException if one is cut or holds a label out of range
   */
  public static Dataset cifar100(Path... files) throws IOException {
    return read(files, 2, IntStream.range(0, 100).mapToObj(Integer::toString).toList());
  }

  private static Dataset read(Path[] files, int labelBytes, List<String> classes)
      throws IOException {
    if (files.length == 0) {
      throw new IllegalArgumentException("At least one file is needed, but there is none.");
    }
    List<float[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path path : files) {
      int before = images.size();
      try (SourceFile file = new SourceFile(path)) {
        byte[] bytes = new byte[labelBytes + VALUES];
        int record = 0;
        while (file.readIfAny(bytes, "record " + record)) {
          int label = Byte.toUnsignedInt(bytes[labelBytes - 1]);
          labels.add(Records.label(path, record, label, classes.size()));
          images.add(Records.grey(bytes, labelBytes, VALUES));
          record++;
        }
        if (images.size() == before) {
          throw file.malformed("has [0] records", "its download was cut; fetch it again");
        }
      }
    }
    return Dataset.wrap(
        SHAPE,
        classes,
        images.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }
}
