package org.nas4j.examples.enas;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Searches a recurrent cell for text as ENAS does, with all cells on one set of weights, trains the derived one from scratch,
 * and compares it on test text with what random search on shared weights derived at the same budget and with an LSTM of as
 * many parameters, all trained on as many tokens.
 */
@Command(
    name = EnasText.NAME,
    sortOptions = false,
    description = {
      "Searches a recurrent cell for text on shared weights, trains it from scratch, and compares it with random search"
          + " on shared weights and with an LSTM of as many parameters.",
      ""
    })
public final class EnasText implements Callable<Integer> {

  static final String NAME = "enas-text";

  private final PrintStream out;

  @Mixin
  private EnasTextOptions options;

  private EnasText(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program program = Program.named(NAME);
    int exitCode = program.run(new EnasText(program.out()), arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new Program(NAME, out, err).run(new EnasText(out), arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    long start = System.nanoTime();
    EnasTextFiles files = EnasTextFiles.in(options.out());
    EnasTextSearch search = new EnasTextSearch(options, this::print);
    EnasTextFindings findings = search.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    files.write(findings, options, seconds);
    print("");
    print(findings.table());
    print(String.format(
        Locale.ROOT, "Done in %.0f s. In %s: %s", seconds, options.out(), files.names()));
    return 0;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
