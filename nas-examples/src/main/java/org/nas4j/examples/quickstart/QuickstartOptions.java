package org.nas4j.examples.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.nas4j.engine.SearchSettings;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.Strategies;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@link Quickstart}, filled in by picocli. */
public final class QuickstartOptions {

  /** So that each of ten classes has a few examples in training and validation data. */
  private static final int LEAST_TRAIN_SIZE = 50;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "MNIST's four IDX files, packed or not. Without it the program draws digits itself.")
  private Path data;

  @Option(names = "--download", description = "Fetches MNIST into the folder that --data names.")
  private boolean download;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "reinforce",
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
      names = "--trials",
      paramLabel = "N",
      defaultValue = "10",
      description = "Networks to train in the search. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often a network sees each image in the search. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--train-size",
      paramLabel = "N",
      defaultValue = "1500",
      description = {
        "Training images; a fifth as many more are for validation. Default: ${DEFAULT-VALUE}."
      })
  private int trainSize;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = {
        "Networks trained side by side. Default: the number of processors, 4 at most. Numbers up to 4 give the same"
            + " trials."
      })
  private Integer workers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Equal seeds, equal runs. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/quickstart",
      description = "Where result, model and drawings go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--help", usageHelp = true, description = "Shows this text.")
  private boolean help;

  /** Refuses what picocli cannot see. */
  void check() {
    OptionChecks checks = new OptionChecks(command);
    if (!Strategies.names().contains(strategy)) {
      throw checks.wrong("--strategy", strategy, "is not one of " + Strategies.names());
    }
    checks.atLeast(1, trials, "--trials");
    checks.atLeast(1, epochs, "--epochs");
    checks.atLeast(1, workers(), "--workers");
    checks.atLeast(LEAST_TRAIN_SIZE, trainSize, "--train-size");
    if (download && data == null) {
      throw checks.complaint(
          "[--download] does not know where to. Maybe name a folder with --data DIR.");
    }
    if (data != null && !download && !(Files.isDirectory(data) && Files.isReadable(data))) {
      throw checks.wrong(
          "--data",
          data,
          "is no folder that can be read. Maybe it is another one, or fetch MNIST with --download");
    }
  }

  public Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  public boolean download() {
    return download;
  }

  String strategyName() {
    return strategy;
  }

  SearchStrategy strategy() {
    return Strategies.named(strategy);
  }

  QuickstartSpace space() {
    return space;
  }

  int trials() {
    return trials;
  }

  int epochs() {
    return epochs;
  }

  public int trainSize() {
    return trainSize;
  }

  int workers() {
    return workers != null
        ? workers
        : Math.min(SearchSettings.DEFAULT_LOOKAHEAD, Runtime.getRuntime().availableProcessors());
  }

  public long seed() {
    return seed;
  }

  Path out() {
    return out;
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
