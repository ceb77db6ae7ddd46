package org.nas4j.examples.quickstart;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The example that the README starts with: searches a small network for images of digits, trains
 * the best one from scratch, and compares it on test data with what random search found in the same
 * time and with a network written by hand.
 */
@Command(
    name = "quickstart",
    sortOptions = false,
    description = {
      "Searches a network for images of digits, trains the best one from scratch, and compares it with what random"
          + " search found in the same time and with a network written by hand.",
      ""
    })
public final class Quickstart implements Callable<Integer> {

  private final PrintStream out;

  @Mixin
  private QuickstartOptions options;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public Quickstart(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(Quickstart::new, arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    QuickstartFiles files = new QuickstartFiles(options.folder(), new ResultFile());
    Digits digits = options.digits();
    QuickstartReport report = new QuickstartReport(out, options);
    report.introduce(digits);
    Findings findings = new QuickstartSearch(options, digits, report).run();
    report.conclude(findings);
    files.write(findings, options, digits);
    report.name(files);
    return 0;
  }
}
