package org.nas4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.examples.cli.IdxFiles;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.TrainedNetwork;

/** Runs the quickstart as a user would, only shorter. */
class QuickstartTest {

  private static final int TRAINING = 72;

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(Quickstart::new, arguments);
  }

  private int runShort(Path data, Path target, String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("--trials", "3", "--epochs", "1", "--train-size", "60", "--seed", "7"));
    arguments.addAll(List.of("--data", data.toString(), "--out", target.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Path digits(String name, DrawnDigits training, DrawnDigits test) throws IOException {
    Path data = Files.createDirectory(folder.resolve(name));
    IdxFiles.write(data, "train", training);
    IdxFiles.write(data, "t10k", test);
    return data;
  }

  private Path digits() throws IOException {
    return digits("data", DrawnDigits.draw(TRAINING, 1), DrawnDigits.draw(40, 2));
  }

  @Test
  void searchesReportsAndWritesWhatItFound() throws IOException {
    Path target = folder.resolve("out");
    assertThat(runShort(digits(), target, "--space", "chain"))
        .as(terminal.errors())
        .isZero();
    assertThat(terminal.output())
        .contains("60 images for training, 12 for validation", "3 trials of sizeaware")
        .contains("trial    0", "random search", "written by hand")
        .contains("softmax output 10", target.toString());
    JsonNode result = Terminal.result(target);
    for (String finalist : List.of("best", "random", "reference")) {
      assertThat(result.at("/" + finalist + "/testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    }
    assertThat(result.at("/random/searchSeconds").asDouble())
        .isGreaterThanOrEqualTo(result.get("searchSeconds").asDouble())
        .isPositive();
    JsonNode best = result.get("best");
    assertThat(best.get("parameters").asLong()).isPositive();
    assertThat(result.get("seconds").asDouble()).isPositive();
    assertThat(result.get("trials")).hasSize(3).allSatisfy(trial -> {
      assertThat(trial.get("genotype").asText()).isNotEmpty();
      assertThat(trial.get("reward").isNumber()).isTrue();
      assertThat(trial.get("outcome").asText()).isEqualTo("scored");
    });
    assertThat(result.get("finalists")).hasSize(3);
    assertThat(result.at("/finalists/0/trial")).isEqualTo(best.get("trial"));
    assertThat(result.at("/finalists/0/longerAccuracy").asDouble())
        .isGreaterThanOrEqualTo(result.at("/finalists/2/longerAccuracy").asDouble());
    assertThat(result.get("validationStandardError").asDouble()).isBetween(0.01, 0.2);
    assertThat(terminal.output())
        .containsPattern("is chosen\\s")
        .contains("by chance", "final    0");
    JsonNode winner = result.get("trials").get(best.get("trial").asInt());
    assertThat(winner.get("genotype")).isEqualTo(best.get("genotype"));
    assertThat(winner.get("reward")).isEqualTo(best.get("validationAccuracy"));
  }

  /** There are 72 of the 144 that are wanted. */
  @Test
  void asManyImagesJudgeAsIsSaid() throws IOException {
    assertThat(runShort(
            digits(),
            folder.resolve("out"),
            "--space=chain",
            "--strategy=random",
            "--validation-size=84"))
        .as(terminal.errors())
        .isZero();
    assertThat(terminal.output()).contains("30 images for training, 42 for validation");
  }

  @Test
  void leavesAModelThatCanBeReadBackAndADrawing() throws IOException {
    Path target = folder.resolve("out");
    assertThat(runShort(digits(), target, "--strategy", "random"))
        .as(terminal.errors())
        .isZero();
    Architecture best = ArchitectureJson.read(target.resolve("best.json"));
    assertThat(best.cost().parameters())
        .isEqualTo(Terminal.result(target).at("/best/parameters").asLong());
    assertThat(TrainedNetwork.load(target.resolve("best.zip"), best).architecture())
        .isEqualTo(best);
    assertThat(target.resolve("best.svg")).content().contains("<svg", "softmax");
    assertThat(target.resolve("best.dot")).content().startsWith("digraph");
  }

  /**
   * If test data reached an evaluator, a choice or a weight, other test data would change the
   * trials; if the number of workers did, two would.
   */
  @Test
  void neitherTestDataNorWorkersChangeTheTrials() throws IOException {
    DrawnDigits training = DrawnDigits.draw(TRAINING, 1);
    Path straight = digits("straight", training, DrawnDigits.draw(40, 2));
    DrawnDigits other = DrawnDigits.draw(60, 3);
    Path spoilt = digits("spoilt", training, new DrawnDigits(other.pixels(), new int[60]));
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    assertThat(runShort(straight, first, "--workers", "1"))
        .as(terminal.errors())
        .isZero();
    assertThat(runShort(spoilt, second, "--workers", "2")).as(terminal.errors()).isZero();
    assertThat(trials(second)).isEqualTo(trials(first));
    assertThat(Terminal.result(second).at("/reference/testLoss"))
        .isNotEqualTo(Terminal.result(first).at("/reference/testLoss"));
    assertThat(Files.readAllBytes(second.resolve("best.json")))
        .isEqualTo(Files.readAllBytes(first.resolve("best.json")));
    assertThat(Terminal.result(second).at("/best/validationAccuracy"))
        .isEqualTo(Terminal.result(first).at("/best/validationAccuracy"));
  }

  private static List<String> trials(Path target) throws IOException {
    List<String> lines = new ArrayList<>();
    Terminal.result(target)
        .get("trials")
        .forEach(trial -> lines.add(trial.get("id") + " " + trial.get("genotype") + " "
            + trial.get("reward") + " " + trial.get("outcome")));
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "--colour, Unknown option",
    "--trials=0, The value [0] of --trials is below [1].",
    "--trials=many, is not an int",
    "--strategy=luck, The value [luck] of --strategy is not one of [random",
    "--space=outer, expected one of [skip",
    "--train-size=10, The value [10] of --train-size is below [50].",
    "--validation-size=0, The value [0] of --validation-size is below [1].",
    "--data=/nowhere/at/all, The value [/nowhere/at/all] of --data is no folder that can be read.",
    "--download, [--download] does not know where to.",
  })
  void refusesAWrongOptionInOneLine(String option, String message) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(terminal.errors()).startsWith("quickstart: ").contains(message).hasLineCount(1);
    assertThat(terminal.output()).isEmpty();
  }

  @Test
  void namesATruncatedFileInOneLine() throws IOException {
    Path data = digits();
    Path images = data.resolve("train-images-idx3-ubyte");
    Files.write(images, java.util.Arrays.copyOf(Files.readAllBytes(images), 5_000));
    assertThat(runShort(data, folder.resolve("out"))).isEqualTo(1);
    assertThat(terminal.errors())
        .contains(images.toString(), "ends too early", "Maybe")
        .hasLineCount(1);
  }

  @Test
  void namesAMissingFileInOneLine() throws IOException {
    Path data = Files.createDirectory(folder.resolve("labels"));
    Files.createFile(data.resolve("train-labels-idx1-ubyte"));
    assertThat(runShort(data, folder.resolve("out"))).isEqualTo(1);
    assertThat(terminal.errors())
        .contains("train-images-idx3-ubyte", "no such file")
        .hasLineCount(1);
  }

  @Test
  void namesAnEmptyFolderInOneLine() throws IOException {
    Path data = Files.createDirectory(folder.resolve("empty"));
    assertThat(runShort(data, folder.resolve("out"))).isEqualTo(1);
    assertThat(terminal.errors()).contains(data + "] is empty").hasLineCount(1);
  }

  @Test
  void namesAnOutputFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(runShort(digits(), file)).isEqualTo(1);
    assertThat(terminal.errors()).contains(file.toString()).hasLineCount(1);
  }

  @Test
  void helpNamesEveryOptionAndStrategy() {
    assertThat(run("--help")).isZero();
    assertThat(terminal.output())
        .contains("--data", "--download", "--strategy", "--space", "--trials", "--epochs")
        .contains("--train-size", "--workers", "--seed", "--out", "reinforce", "metaqnn");
  }
}
