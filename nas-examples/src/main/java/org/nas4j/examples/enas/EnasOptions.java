package org.nas4j.examples.enas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.ResumeOption;
import org.nas4j.examples.cli.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@link EnasImages}, filled in by picocli. */
final class EnasOptions {

  private static final int LEAST_SIZE = 50;
  private static final double RANK_SHARE = 1 / 16.0;
  private static final double LEAST_RANK_SECONDS = 5;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "MNIST's four IDX files, or CIFAR-10's binary files, packed or not. Without it the program draws"
              + " digits itself.")
  private Path data;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      defaultValue = "MACRO",
      description = "What to search: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private EnasSpace space;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "9",
      description =
          "For everything, from start to end. How long to search and to train is planned from the speed that is"
              + " measured first, so that no two runs are quite the same. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Searches for N epochs instead, and trains the derived networks for --final-epochs. Equal seeds then"
              + " give equal runs on one machine.")
  private Integer epochs;

  @Option(
      names = "--final-epochs",
      paramLabel = "N",
      defaultValue = "4",
      description = "With --epochs only. Default: ${DEFAULT-VALUE}.")
  private int finalEpochs;

  @Option(
      names = "--train-size",
      paramLabel = "N",
      defaultValue = "9600",
      description =
          "Training images of the search; the derived networks are trained on all that are not for validation."
              + " Default: ${DEFAULT-VALUE}.")
  private int trainSize;

  @Option(
      names = "--validation-size",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Validation images, a quarter of what there is at most. Default: ${DEFAULT-VALUE}.")
  private int validationSize;

  @Option(
      names = "--controller-samples",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Networks that the controller learns from in each epoch. Default: ${DEFAULT-VALUE}.")
  private int controllerSamples;

  @Option(
      names = "--no-baseline",
      description = "Leaves out random search on shared weights, which takes half of the time.")
  private boolean withoutBaseline;

  @Option(
      names = "--rank-minutes",
      paramLabel = "M",
      description =
          "How long random networks are trained alone, to tell how shared weights rank them; 0 for not at all."
              + " Without it a sixteenth of --minutes, and nothing with --epochs.")
  private Double rankMinutes;

  @Mixin
  private ResumeOption resume;

  @Mixin
  private RunOptions run;

  /** Refuses what picocli cannot see. */
  void check() {
    OptionChecks checks = new OptionChecks(command);
    checks.minutes(minutes);
    checks.atLeast(1, epochs == null ? 1 : epochs, "--epochs");
    checks.atLeast(1, finalEpochs, "--final-epochs");
    checks.atLeast(LEAST_SIZE, trainSize, "--train-size");
    checks.atLeast(LEAST_SIZE, validationSize, "--validation-size");
    checks.atLeast(1, controllerSamples, "--controller-samples");
    if (rankMinutes != null && !(rankMinutes >= 0)) {
      throw checks.wrong("--rank-minutes", rankMinutes, "is below 0");
    }
    if (data != null && !(Files.isDirectory(data) && Files.isReadable(data))) {
      throw checks.wrong("--data", data, "is no folder that can be read");
    }
  }

  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  EnasSpace space() {
    return space;
  }

  double seconds() {
    return 60 * minutes;
  }

  OptionalInt epochs() {
    return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs);
  }

  int finalEpochs() {
    return finalEpochs;
  }

  int trainSize() {
    return trainSize;
  }

  int validationSize() {
    return validationSize;
  }

  int controllerSamples() {
    return controllerSamples;
  }

  /** 0 for not at all. */
  double rankSeconds() {
    if (rankMinutes != null) {
      return 60 * rankMinutes;
    }
    double share = RANK_SHARE * seconds();
    return epochs == null && share >= LEAST_RANK_SECONDS ? share : 0;
  }

  boolean withBaseline() {
    return !withoutBaseline;
  }

  long seed() {
    return run.seed();
  }

  boolean resumes() {
    return resume.resumes();
  }

  /** What must be the same if a run is to go on; the checkpoint knows the rest. */
  Map<String, ?> circumstances() {
    return Map.of(
        "minutes",
        minutes,
        "epochs",
        epochs().isPresent() ? epochs : "by the clock",
        "final-epochs",
        finalEpochs,
        "seed",
        seed(),
        "baseline",
        withBaseline());
  }

  Path folder() throws IOException {
    return run.folder();
  }
}
