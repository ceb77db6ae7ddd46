package org.nas4j.examples.enas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Runs the example as a user would, only shorter. */
class EnasImagesTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(EnasImages::new, arguments);
  }

  private JsonNode search(Path target, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--train-size", "128", "--seed", "3"));
    arguments.addAll(List.of("--validation-size", "50", "--controller-samples", "10"));
    arguments.addAll(List.of("--out", target.toString()));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(terminal.errors()).isZero();
    return Terminal.result(target);
  }

  @Test
  void searchesReportsAndWritesWhatItDerived() throws IOException {
    Path target = folder.resolve("out");
    JsonNode result = search(target, "--epochs", "2", "--final-epochs", "1");
    assertThat(terminal.output())
        .contains("Searching: ENAS", "epoch   2 of 2", "Searching: random weight sharing")
        .contains("judged by the test data once", target.toString());
    assertThat(result.get("derived")).hasSize(2).allSatisfy(each -> {
      assertThat(each.get("testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(each.get("validationAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(each.get("networks").asInt()).isEqualTo(4);
      assertThat(each.get("epochs")).hasSize(2);
    });
    for (String figure : List.of("testAccuracy", "validationAccuracy", "parameters")) {
      assertThat(result.get("best").get(figure)).isEqualTo(result.at("/derived/0/" + figure));
    }
    assertThat(result.get("seconds").asDouble()).isPositive();
    Architecture derived = ArchitectureJson.read(target.resolve("derived.json"));
    assertThat(derived.cost().parameters())
        .isEqualTo(result.at("/derived/0/parameters").asLong());
    assertThat(TrainedNetwork.load(target.resolve("derived.zip"), derived).architecture())
        .isEqualTo(derived);
    assertThat(target.resolve("derived.svg")).content().contains("<svg", "softmax");
  }

  /** If test data reached a choice or a weight, other test data would change what is derived. */
  @Test
  void repeatsItselfWhateverTheTestDataAre() throws IOException {
    JsonNode first = onFiles("first", 2);
    JsonNode second = onFiles("second", 3);
    assertThat(second.at("/derived/0/testLoss")).isNotEqualTo(first.at("/derived/0/testLoss"));
    for (JsonNode each : List.of(first.at("/derived/0"), second.at("/derived/0"))) {
      ((ObjectNode) each).remove(List.of("testLoss", "testAccuracy", "searchSeconds"));
    }
    assertThat(second.get("derived")).isEqualTo(first.get("derived"));
  }

  private JsonNode onFiles(String name, long testSeed) throws IOException {
    Path data = Files.createDirectory(folder.resolve(name + "-data"));
    IdxFiles.write(data, "train", DrawnDigits.draw(180, 1));
    IdxFiles.write(data, "t10k", DrawnDigits.draw(40, testSeed));
    return search(
        folder.resolve(name),
        "--data=" + data,
        "--epochs=1",
        "--final-epochs=1",
        "--no-baseline",
        "--space=MICRO");
  }

  @Test
  void plansBySpeedHoweverShortTheTime() throws IOException {
    JsonNode result = search(folder.resolve("out"), "--minutes", "0.02", "--no-baseline");
    assertThat(result.get("derived")).hasSize(1);
    assertThat(terminal.output()).contains("a step takes", "so there are 1");
  }

  @ParameterizedTest
  @CsvSource({
    "--colour, Unknown option",
    "--minutes=0, The value [0.0] of --minutes is not above [0]",
    "--epochs=0, The value [0] of --epochs is below [1].",
    "--train-size=10, The value [10] of --train-size is below [50].",
    "--data=/nowhere/at/all, The value [/nowhere/at/all] of --data is no folder that can be read.",
  })
  void refusesAWrongOptionInOneLine(String option, String message) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(terminal.errors()).startsWith("enas-images: ").contains(message).hasLineCount(1);
  }
}
