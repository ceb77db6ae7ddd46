package org.nas4j.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the shared data sets, or skips the test. */
public final class TestFiles {

  private TestFiles() {}

  /** A folder of the shared data. */
  public static Path folder(String name) {
    String given = System.getenv("NAS4J_DATA");
    Path root = given != null
        ? Path.of(given)
        : Path.of(System.getProperty("nas4j.root", "..")).resolve("../shared/data");
    Path folder = root.resolve(name).normalize();
    assumeTrue(
        Files.isDirectory(folder),
        "There is no folder [" + folder + "].\nMaybe set the environment variable NAS4J_DATA.");
    return folder;
  }
}
