package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.arch.Shape;
import org.nas4j.data.ImageFolder;

/** Pictures: the bytes under each ending, in a folder of two classes. */
public final class PictureTarget {

  private static final Scratch SCRATCH = new Scratch();
  private static final String[] ENDINGS = {"png", "jpg", "bmp", "gif"};

  private PictureTarget() {}

  /**
   * Reads.
   *
   * @param input the ending's number in the first byte, then any bytes
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] picture = java.util.Arrays.copyOfRange(input, 1, input.length);
    String ending = ENDINGS[(input[0] & 0xff) % ENDINGS.length];
    Path folder = SCRATCH.only("a/one." + ending, picture);
    SCRATCH.write("b/two." + ending, picture);
    try {
      ImageFolder.read(folder, Shape.image(1, 2, 2));
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
  }
}
