package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import org.nas4j.data.Idx;

/** Pairs of IDX files. */
public final class IdxTarget {

  private static final Scratch SCRATCH = new Scratch();

  private IdxTarget() {}

  /**
   * Reads.
   *
   * @param input labels and images, with the labels' length before
   */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[][] parts = Scratch.split(input);
    try {
      Idx.read(SCRATCH.write("images", parts[1]), SCRATCH.write("labels", parts[0]), 10);
    } catch (IOException e) {
      // refused
    }
  }
}
