package org.nas4j.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The example that the README starts with. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = "Searches a small network.")
public final class Quickstart implements Runnable {
  @Spec
  private CommandSpec spec;

  /** Creates the command; picocli fills in its options. */
  public Quickstart() {}

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new Quickstart()).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
