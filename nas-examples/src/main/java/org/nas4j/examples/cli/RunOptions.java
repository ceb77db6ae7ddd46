package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every example can be told, filled in by picocli. */
public final class RunOptions {

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Equal seeds, equal draws. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/${COMMAND-NAME}",
      description = "Where result.json, models and drawings go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--help", usageHelp = true, description = "Shows this text.")
  private boolean help;

  public long seed() {
    return seed;
  }

  public Path out() {
    return out;
  }

  /**
   * The folder of {@link #out}, which is made, so that one that cannot be made is found before the
   * search.
   */
  public Path folder() throws IOException {
    return ModelFiles.makeFolder(out);
  }
}
