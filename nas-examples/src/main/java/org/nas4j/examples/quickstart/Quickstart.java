package org.nas4j.examples.quickstart;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The example that the README starts with: searches a small network for images of digits, trains the best one from
 * scratch, and compares it on test data with what random search found at the same budget and with a network written by
 * hand.
 */
@Command(
    name = Quickstart.NAME,
    sortOptions = false,
    description = {
      "Searches a network for images of digits, trains the best one from scratch, and compares it with what random"
          + " search found at the same budget and with a network written by hand.",
      ""
    })
public final class Quickstart implements Callable<Integer> {

  static final String NAME = "quickstart";

  private final PrintStream out;

  @Mixin
  private QuickstartOptions options;

  private Quickstart(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program program = Program.named(NAME);
    int exitCode = program.run(new Quickstart(program.out()), arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new Program(NAME, out, err).run(new Quickstart(out), arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    long start = System.nanoTime();
    QuickstartFiles files = QuickstartFiles.in(options.out());
    Digits digits = Digits.of(options);
    QuickstartReport report = new QuickstartReport(out, options);
    report.introduce(digits);
    Findings findings = new QuickstartSearch(options, digits, report).run();
    report.conclude(findings);
    double seconds = (System.nanoTime() - start) / 1e9;
    files.write(findings, options, digits, seconds);
    report.name(files, seconds);
    return 0;
  }
}
