package org.nas4j.examples.enas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.nas4j.data.Corpus;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.ResumeOption;
import org.nas4j.examples.cli.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@link EnasText}, filled in by picocli. */
final class EnasTextOptions {

  private static final String DEFAULT_FILE = "tiny-shakespeare.txt";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--words", description = "Tokens are words; without it they are characters.")
  private boolean words;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder with tiny-shakespeare.txt, or any text file.")
  private Path data;

  @Mixin
  private ResumeOption resume;

  @Mixin
  private RunOptions run;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "Time for everything. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "128",
      description = "Units of each cell's state. Default: ${DEFAULT-VALUE}.")
  private int hidden;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "4",
      description = "Nodes of a cell; 12 in the paper. Default: ${DEFAULT-VALUE}.")
  private int nodes;

  /** Refuses what picocli cannot see. */
  void check() {
    OptionChecks checks = new OptionChecks(command);
    checks.minutes(minutes);
    checks.atLeast(1, hidden, "--hidden");
    checks.atLeast(1, nodes, "--nodes");
    if (!Files.isRegularFile(file())) {
      throw checks.wrong(
          "--data", data, "is no text file, nor a folder with [" + DEFAULT_FILE + "]");
    }
  }

  private Path file() {
    return Files.isDirectory(data) ? data.resolve(DEFAULT_FILE) : data;
  }

  Corpus corpus() throws IOException {
    return Corpus.read(file(), words ? Corpus.Level.WORDS : Corpus.Level.CHARACTERS);
  }

  /** What is divided by the perplexity to be a reward: ENAS' for words. */
  double constant() {
    return words ? 80 : 4;
  }

  int hidden() {
    return hidden;
  }

  Duration time() {
    return Duration.ofMillis((long) (minutes * 60_000));
  }

  int nodes() {
    return nodes;
  }

  long seed() {
    return run.seed();
  }

  boolean resumes() {
    return resume.resumes();
  }

  /** What must be the same if a run is to go on; the checkpoint knows the rest. */
  Map<String, ?> circumstances() {
    return Map.of("minutes", minutes, "hidden", hidden, "nodes", nodes, "seed", seed());
  }

  Path folder() throws IOException {
    return run.folder();
  }
}
