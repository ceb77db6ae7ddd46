package org.nas4j.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import org.nas4j.arch.Architecture;
import org.nas4j.exchange.ArchitectureJson;

/** Architectures as JSON. What is read is written and read again, and must be equal. */
public final class ArchitectureTarget {

  private ArchitectureTarget() {}

  /**
   * Reads.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Architecture read;
    try {
      read = ArchitectureJson.read(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return; // refused
    }
    if (!ArchitectureJson.read(ArchitectureJson.write(read)).equals(read)) {
      throw new IllegalStateException("An architecture does not come back as it was written.");
    }
  }
}
