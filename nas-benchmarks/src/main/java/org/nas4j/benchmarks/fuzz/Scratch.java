package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nas4j.internal.files.TemporaryFolder;

/**
 * Files of a target in a folder of its own, that are written over with each input. For one thread.
 */
final class Scratch {

  private final Path folder;

  Scratch() {
    try {
      folder = Files.createTempDirectory("nas4j-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder for temporary files.", e);
    }
  }

  private void delete() {
    try {
      TemporaryFolder.delete(folder);
    } catch (IOException e) {
      // It stays.
    }
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** Deletes all files first; gives the folder. */
  Path only(String name, byte[] bytes) throws IOException {
    TemporaryFolder.delete(folder);
    write(name, bytes);
    return folder;
  }

  /**
   * Two parts of an input: the first two bytes are the length of the first part, which is cut to
   * what there is.
   */
  static byte[][] split(byte[] input) {
    if (input.length < 2) {
      return new byte[][] {input, {}};
    }
    int length = (input[0] & 0xff) << 8 | input[1] & 0xff;
    int end = Math.min(input.length, 2 + length);
    return new byte[][] {
      Arrays.copyOfRange(input, 2, end), Arrays.copyOfRange(input, end, input.length)
    };
  }

  /** The inverse of {@link #split}. */
  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = new byte[2 + first.length + second.length];
    joined[0] = (byte) (first.length >> 8);
    joined[1] = (byte) first.length;
    System.arraycopy(first, 0, joined, 2, first.length);
    System.arraycopy(second, 0, joined, 2 + first.length, second.length);
    return joined;
  }
}
