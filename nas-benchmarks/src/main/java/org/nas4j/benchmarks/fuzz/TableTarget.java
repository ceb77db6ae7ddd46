package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import org.nas4j.tabular.TabularBenchmark;

/**
 * Benchmark tables: a description, and its CSV text, perhaps packed, under the name
 * {@code table.csv}.
 */
public final class TableTarget {

  private static final Scratch SCRATCH = new Scratch();

  private TableTarget() {}

  /**
   * Reads.
   *
   * @param input description and table, with the description's length before
   */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[][] parts = Scratch.split(input);
    try {
      SCRATCH.write("table.csv", parts[1]);
      TabularBenchmark.load(SCRATCH.write("table.json", parts[0])).evaluator();
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
  }
}
