package org.nas4j.tabular;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Published data, which lies outside the project. */
final class TestData {

  private TestData() {}

  /** A file of the data folder; the test is skipped where it is absent. */
  static Path file(String name) {
    String folder = System.getenv("NAS4J_DATA");
    Path file = folder == null
        ? Path.of(System.getProperty("nas4j.root", "."), "..", "shared", "data", name)
        : Path.of(folder, name);
    assumeTrue(
        Files.exists(file),
        () -> "Skipped for want of [" + file + "]. Maybe set NAS4J_DATA to the data folder.");
    return file;
  }
}
