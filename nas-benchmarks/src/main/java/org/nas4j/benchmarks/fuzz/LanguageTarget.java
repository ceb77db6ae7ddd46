package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.language.LanguageModel;

/** Language models: the description, and the weights with their checksum put right. */
public final class LanguageTarget {

  private static final Scratch SCRATCH = new Scratch();

  private LanguageTarget() {}

  /**
   * Reads.
   *
   * @param input description and weights, with the description's length before
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[][] parts = Scratch.split(input);
    SCRATCH.write("model.json", parts[0]);
    Path file = SCRATCH.write("model", Checksums.sealed(parts[1]));
    try {
      LanguageModel.load(file);
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
  }
}
