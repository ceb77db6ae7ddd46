package org.nas4j.examples.cli;

import picocli.CommandLine.Option;

/** Whether to go on, filled in by picocli. */
public final class ResumeOption {

  @Option(
      names = "--resume",
      description = "Goes on with the search that was stopped in the folder of --out.")
  private boolean resume;

  public boolean resumes() {
    return resume;
  }
}
