package org.nas4j.examples.enas;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.KeptOneShot;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Searches a recurrent cell for text as ENAS does, with all cells on one set of weights, trains the
 * derived one from scratch, and compares it on test text with what random search on shared weights
 * derived at the same budget and with an LSTM of as many parameters, all trained on as many tokens.
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

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public EnasText(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(EnasText::new, arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    EnasTextFiles files = new EnasTextFiles(options.folder(), new ResultFile());
    EnasTextFindings findings;
    try (KeptOneShot kept =
        new KeptOneShot(files.folder(), options.resumes(), options.circumstances(), out::println)) {
      findings = new EnasTextSearch(options, kept, this::print).run();
    }
    files.write(findings, options);
    print("");
    print(findings.table());
    print(String.format(
        Locale.ROOT, "Done in %.0f s. In %s: %s", files.seconds(), files.folder(), files.names()));
    return 0;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
