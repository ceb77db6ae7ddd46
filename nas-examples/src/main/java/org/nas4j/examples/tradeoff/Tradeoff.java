package org.nas4j.examples.tradeoff;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.DigitOptions;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.KeptSearch;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.examples.cli.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Searches networks that are accurate and fast at once, draws the front of trade-offs, and hands
 * over the most accurate one within a share of a hand-written network's latency.
 */
@Command(
    name = "tradeoff",
    sortOptions = false,
    description = {
      "Searches networks that are accurate and fast at once, draws the front, and hands over the most accurate one"
          + " within a share of a hand-written network's latency.",
      ""
    })
public final class Tradeoff implements Callable<Integer> {

  private static final int IMAGES_PER_MINUTE = 1_000;
  private static final int MOST_TRAINED = 20_000;

  private final PrintStream out;

  @Spec
  private CommandSpec command;

  @Mixin
  private DigitOptions digitOptions;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "2",
      description = "How long all of it may take. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--share",
      paramLabel = "S",
      defaultValue = "0.5",
      description =
          "The chosen network takes at most this share of the latency of the network written by hand."
              + " Default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--price",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Foretells the latency of so many networks from forty that are measured, when all else is done; the error"
              + " is said. Default: ${DEFAULT-VALUE}.")
  private int price;

  @Mixin
  private RunOptions run;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public Tradeoff(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(Tradeoff::new, arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionChecks checks = new OptionChecks(command);
    checks.minutes(minutes);
    if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
      throw checks.wrong("--share", share, "is not above [0]");
    }
    checks.atLeast(0, price, "--price");
    digitOptions.check(checks);
    Path folder = run.folder();
    ResultFile result = new ResultFile();
    Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
    Digits digits = digitOptions.load(run.seed(), trainSize());
    TradeoffReport report = new TradeoffReport(out);
    report.introduce(digits, minutes);
    TradeoffSearch search =
        new TradeoffSearch(digits, digitOptions.epochs(), run.seed(), share, report);
    FrontFindings findings;
    try (KeptSearch kept = new KeptSearch(folder, digitOptions.resumes(), out::println)) {
      findings = search.run(kept, time, result::seconds);
    }
    report.conclude(findings);
    if (price > 0) {
      Pricing pricing = Pricing.of(search.space(), price, findings, run.seed());
      report.priced(pricing);
      result.root().set("pricing", TradeoffFiles.node(pricing));
    }
    new TradeoffFiles(folder, result).write(findings, digits, run.seed());
    report.name(folder, result);
    return 0;
  }

  /** So many that a search of several dozen networks fits. */
  private int trainSize() {
    return (int) Math.min(MOST_TRAINED, IMAGES_PER_MINUTE * minutes);
  }
}
