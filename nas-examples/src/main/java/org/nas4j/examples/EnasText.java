package org.nas4j.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Searches a recurrent cell for text as ENAS does, with all cells on one set of weights, trains the derived one from scratch,
 * and compares it on test text with what random search on shared weights derived at the same budget and with an LSTM of as
 * many parameters, all trained on as many tokens.
 */
@Command(
    name = "enas-text",
    sortOptions = false,
    description = {
      "Searches a recurrent cell for text on shared weights, trains it from scratch, and compares it with random search"
          + " on shared weights and with an LSTM of as many parameters.",
      ""
    })
public final class EnasText implements Callable<Integer> {

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
    int exitCode = run(System.out, System.err, arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs the example, and reports what is wrong in one line: 2 is a wrong command line, 1 anything else. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new CommandLine(new EnasText(out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> complain(err, e.getMessage(), 2))
        .setExecutionExceptionHandler((e, line, given) ->
            complain(err, e.getMessage() == null ? e.toString() : e.getMessage(), 1))
        .execute(arguments);
  }

  private static int complain(PrintStream err, String message, int exitCode) {
    err.println("enas-text: " + message.replaceAll("\\s*\\R\\s*", " "));
    return exitCode;
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
