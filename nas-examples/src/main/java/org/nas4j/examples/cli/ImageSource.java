package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;

/**
 * Labelled images as they were loaded.
 *
 * @param origin where they come from, for people
 * @param training to be split by the program
 * @param test to be sealed
 */
public record ImageSource(String origin, Dataset training, Dataset test) {

  private static final int TEST_DRAWINGS = 10_000;
  private static final Pattern BINARY = Pattern.compile(".*\\.bin(\\.gz)?");

  public static ImageSource drawn(int wanted, long seed) {
    return new ImageSource(
        "digits that this program draws",
        DrawnDigits.draw(wanted, seed).dataset(),
        DrawnDigits.draw(TEST_DRAWINGS, ~seed).dataset());
  }

  static ImageSource mnist(Path folder) throws IOException {
    return new ImageSource("MNIST in " + folder, Idx.training(folder), Idx.test(folder));
  }

  /**
   * Whatever a folder holds: CIFAR-10's binary files, those for testing by their name, folders of
   * pictures, or IDX files.
   */
  public static ImageSource in(Path folder) throws IOException {
    List<Path> binary;
    try (Stream<Path> files = Files.list(folder)) {
      binary =
          files.filter(file -> BINARY.matcher(name(file)).matches()).sorted().toList();
    }
    if (binary.isEmpty()) {
      requireSomething(folder);
      return PictureFolders.areIn(folder) ? PictureFolders.read(folder) : mnist(folder);
    }
    Map<Boolean, List<Path>> isTest =
        binary.stream().collect(Collectors.partitioningBy(file -> name(file).startsWith("test")));
    if (isTest.get(true).isEmpty() || isTest.get(false).isEmpty()) {
      throw new IOException("[" + folder + "] holds " + binary
          + ", but training and test data are needed.\nMaybe CIFAR-10's data_batch_1.bin or"
          + " test_batch.bin is missing.");
    }
    return new ImageSource(
        "CIFAR-10 in " + folder, cifar(isTest.get(false)), cifar(isTest.get(true)));
  }

  private static void requireSomething(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isEmpty()) {
        throw new IOException("[" + folder + "] is empty.\nMaybe it is another folder: one with"
            + " MNIST's or CIFAR-10's files, or with a folder of pictures for each class.");
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Dataset cifar(List<Path> files) throws IOException {
    return Cifar.cifar10(files.toArray(Path[]::new));
  }
}
