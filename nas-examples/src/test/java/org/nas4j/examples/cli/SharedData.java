package org.nas4j.examples.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Where real data is, on machines that have it. */
final class SharedData {

  private SharedData() {}

  /** A folder of the shared data; skips the test where it is absent. */
  static Path folder(String name) {
    String given = System.getenv("NAS4J_DATA");
    Path root = given == null
        ? Path.of(System.getProperty("nas4j.root", "."), "..", "shared", "data")
        : Path.of(given);
    Path folder = root.resolve(name);
    assumeThat(folder).as("data for this test; set NAS4J_DATA to have it run").isDirectory();
    return folder;
  }
}
