package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import org.nas4j.oneshot.WeightBank;

/** Files of named weights: the bytes as they are, and with their checksum put right. */
public final class WeightsTarget {

  private static final Scratch SCRATCH = new Scratch();

  private WeightsTarget() {}

  /**
   * Reads.
   *
   * @param input any bytes
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
    read(Checksums.sealed(input));
  }

  private static void read(byte[] bytes) throws IOException {
    var file = SCRATCH.write("weights", bytes);
    try {
      WeightBank.load(file, 1);
    } catch (IOException e) {
      // refused
    }
  }
}
