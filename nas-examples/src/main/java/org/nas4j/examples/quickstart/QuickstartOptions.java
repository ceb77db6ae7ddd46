package org.nas4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.nas4j.engine.SearchSettings;
import org.nas4j.examples.cli.DigitOptions;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.RunOptions;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.Strategies;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@link Quickstart}, filled in by picocli. */
final class QuickstartOptions {

  private static final int USUAL_VALIDATION_SIZE = 1_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin
  private DigitOptions digits;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "sizeaware",
      completionCandidates = StrategyNames.class,
      description = "How to search: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private String strategy;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      defaultValue = "skip",
      converter = QuickstartSpace.Reader.class,
      description = "What to search: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private QuickstartSpace space;

  @Option(
      names = "--validation-size",
      paramLabel = "N",
      description =
          "Images to judge networks by in the searches. Default: a fifth of --train-size, without which "
              + USUAL_VALIDATION_SIZE + ".")
  private Integer validationSize;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      description = "Networks to train in the search. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--finalists",
      paramLabel = "N",
      defaultValue = "3",
      description = {
        "So many of the best of each search are trained again for twice as long, and one of them is chosen;",
        "0 takes the best as it is. Default: ${DEFAULT-VALUE}."
      })
  private int finalists;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = {
        "Networks trained side by side. Default: the number of processors, 4 at most. Numbers up to 4 give the same"
            + " trials."
      })
  private Integer workers;

  @Mixin
  private RunOptions run;

  /** Refuses what picocli cannot see. */
  void check() {
    OptionChecks checks = new OptionChecks(command);
    if (!Strategies.names().contains(strategy)) {
      throw checks.wrong("--strategy", strategy, "is not one of " + Strategies.names());
    }
    checks.atLeast(1, trials, "--trials");
    checks.atLeast(0, finalists, "--finalists");
    checks.atLeast(1, workers(), "--workers");
    if (validationSize != null) {
      checks.atLeast(1, validationSize, "--validation-size");
    }
    digits.check(checks);
  }

  Digits digits() throws IOException {
    if (validationSize == null && digits.trainSize().isPresent()) {
      return digits.load(seed());
    }
    int validation = validationSize == null ? USUAL_VALIDATION_SIZE : validationSize;
    return digits.load(seed(), DigitOptions.USUAL_TRAIN_SIZE, validation);
  }

  String strategyName() {
    return strategy;
  }

  SearchStrategy strategy() {
    return Strategies.named(strategy);
  }

  int trials() {
    return trials;
  }

  int finalists() {
    return finalists;
  }

  QuickstartSpace space() {
    return space;
  }

  int epochs() {
    return digits.epochs();
  }

  int workers() {
    return workers != null
        ? workers
        : Math.min(SearchSettings.DEFAULT_LOOKAHEAD, Runtime.getRuntime().availableProcessors());
  }

  long seed() {
    return run.seed();
  }

  boolean resumes() {
    return digits.resumes();
  }

  Path folder() throws IOException {
    return run.folder();
  }

  /** For the help text. */
  static final class StrategyNames implements Iterable<String> {

    private final List<String> names = Strategies.names();

    StrategyNames() {}

    @Override
    public Iterator<String> iterator() {
      return names.iterator();
    }
  }
}
