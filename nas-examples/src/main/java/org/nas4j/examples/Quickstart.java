package org.nas4j.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The example that the README starts with: searches a small network for images of digits, trains the best one from
 * scratch, and compares it on test data with what random search found at the same budget and with a network written by
 * hand.
 */
@Command(
    name = "quickstart",
    sortOptions = false,
    description = {
      "Searches a network for images of digits, trains the best one from scratch, and compares it with what random"
          + " search found at the same budget and with a network written by hand.",
      ""
    })
public final class Quickstart implements Callable<Integer> {

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
    int exitCode = run(utf8(System.out), utf8(System.err), arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Tables have lines, and data sizes a ×; a terminal whose locale is unset shows them too. */
  static PrintStream utf8(PrintStream stream) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return windows ? stream : new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs the example, and reports what is wrong in one line: 2 is a wrong command line, 1 anything else. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new CommandLine(new Quickstart(out))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler((e, given) -> complain(err, e.getMessage(), 2))
        .setExecutionExceptionHandler((e, line, given) -> complain(err, describe(e), 1))
        .execute(arguments);
  }

  private static int complain(PrintStream err, String message, int exitCode) {
    err.println("quickstart: " + message.replaceAll("\\s*\\R\\s*", " ")
        + (exitCode == 2 ? " (--help lists the options)" : ""));
    return exitCode;
  }

  /** The system's own exceptions tell a file's name, but not always what is the matter with it. */
  static String describe(Exception e) {
    boolean bare = e instanceof FileSystemException && ((FileSystemException) e).getReason() == null
        || e instanceof FileNotFoundException;
    if (e instanceof IOException && bare && !(e instanceof NoSuchFileException)) {
      return "[" + e.getMessage() + "] cannot be used: " + e.getClass().getSimpleName() + ".";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
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
