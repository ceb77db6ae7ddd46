package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The targets by name, which is also the name of each one's corpus. */
public final class Targets {

  /** A reader under test. */
  @FunctionalInterface
  public interface Target {

    /**
     * Reads.
     *
     * @param input any bytes
     * @throws IOException if a scratch file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    void read(byte[] input) throws IOException, InterruptedException;
  }

  private Targets() {}

  /**
   * The classes, for Jazzer.
   *
   * @return a class with a static method {@code fuzzerTestOneInput} for each name
   */
  public static Map<String, Class<?>> classes() {
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    classes.put("journal", JournalTarget.class);
    classes.put("architecture", ArchitectureTarget.class);
    classes.put("table", TableTarget.class);
    classes.put("idx", IdxTarget.class);
    classes.put("cifar", CifarTarget.class);
    classes.put("model", ModelTarget.class);
    classes.put("weights", WeightsTarget.class);
    classes.put("checkpoint", CheckpointTarget.class);
    classes.put("language", LanguageTarget.class);
    classes.put("csv", CsvTarget.class);
    classes.put("picture", PictureTarget.class);
    return classes;
  }

  /**
   * The targets, for tests.
   *
   * @return what to call for each name
   */
  public static Map<String, Target> all() {
    Map<String, Target> targets = new LinkedHashMap<>();
    targets.put("journal", JournalTarget::fuzzerTestOneInput);
    targets.put("architecture", ArchitectureTarget::fuzzerTestOneInput);
    targets.put("table", TableTarget::fuzzerTestOneInput);
    targets.put("idx", IdxTarget::fuzzerTestOneInput);
    targets.put("cifar", CifarTarget::fuzzerTestOneInput);
    targets.put("model", ModelTarget::fuzzerTestOneInput);
    targets.put("weights", WeightsTarget::fuzzerTestOneInput);
    targets.put("checkpoint", CheckpointTarget::fuzzerTestOneInput);
    targets.put("language", LanguageTarget::fuzzerTestOneInput);
    targets.put("csv", CsvTarget::fuzzerTestOneInput);
    targets.put("picture", PictureTarget::fuzzerTestOneInput);
    return targets;
  }
}
