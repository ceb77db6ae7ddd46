package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.arch.Shape;
import org.nas4j.data.Corpus;
import org.nas4j.data.Csv;

/** Tables of examples, and the same bytes as a text. */
public final class CsvTarget {

  private static final Scratch SCRATCH = new Scratch();

  private CsvTarget() {}

  /**
   * Reads.
   *
   * @param input any bytes
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = SCRATCH.write("table.csv", input);
    try {
      Csv.of(Shape.vector(2)).read(file);
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
    try {
      Corpus.read(file, Corpus.Level.WORDS);
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
  }
}
