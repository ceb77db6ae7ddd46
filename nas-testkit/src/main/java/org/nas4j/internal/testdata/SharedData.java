package org.nas4j.internal.testdata;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Published data, which lies outside the project: in the folder that {@code NAS4J_DATA} names, or
 * else beside the checkout.
 */
public final class SharedData {

  private static final String FOLDER = "NAS4J_DATA";

  private SharedData() {}

  /**
   * A file or folder of the data; where it is absent the test is skipped.
   *
   * @param name its path within the data, such as {@code tables/nasbench-macro.json}
   * @return its place
   */
  public static Path path(String name) {
    String given = System.getenv(FOLDER);
    Path root = given == null
        ? Path.of(System.getProperty("nas4j.root", ".."), "..", "shared", "data")
        : Path.of(given);
    Path path = root.resolve(name).toAbsolutePath().normalize();
    assumeTrue(
        Files.exists(path),
        () -> "Skipped for want of [" + path + "].\nMaybe set " + FOLDER + " to the data folder.");
    return path;
  }
}
