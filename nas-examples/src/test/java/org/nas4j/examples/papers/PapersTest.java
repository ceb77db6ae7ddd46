package org.nas4j.examples.papers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.examples.cli.Terminal;

/** Runs papers as a user would, only shorter. */
class PapersTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  static List<String> names() {
    return Gallery.names();
  }

  private int run(String... arguments) {
    return terminal.run(Papers::new, arguments);
  }

  @Test
  void listsAllPapers() {
    assertThat(run("--list")).isZero();
    assertThat(terminal.output()).contains(names()).hasLineCount(names().size());
    assertThat(names())
        .doesNotHaveDuplicates()
        .contains("nas", "nas-rnn", "metaqnn", "blockqnn", "nasnet", "ppo-nas", "enas-macro")
        .contains("enas-micro", "enas-rnn", "net2net", "deeparchitect", "asha", "rs-ws")
        .contains("large-scale-evolution", "faster-blockqnn", "asha-promotion")
        .contains("evolution", "darts", "pc-darts");
  }

  private void runs(String name) throws IOException {
    assertThat(run(name, "--minutes", "0.03", "--out", folder.toString(), "--seed", "2"))
        .as(terminal.errors())
        .isZero();
    JsonNode result = Terminal.result(folder);
    assertThat(result.get("paper").asText()).isEqualTo(name);
    String figure = result.get("best").has("testAccuracy") ? "Accuracy" : "Perplexity";
    for (JsonNode each : List.of(result.get("best"), result.get("random"))) {
      assertThat(each.get("test" + figure).asDouble(-1)).isNotNegative().isFinite();
      assertThat(each.get("validation" + figure).asDouble(-1)).isNotNegative().isFinite();
      assertThat(each.get("parameters").asLong()).isPositive();
    }
    assertThat(result.at("/best/networks").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(result.get("scaled")).isNotEmpty();
    assertThat(terminal.output()).contains(result.at("/scaled/0/setting").asText());
  }

  /** One that trains each network on its own, one on shared weights. */
  @ParameterizedTest
  @ValueSource(strings = {"nas", "ppo-nas"})
  void runsAPaperBesideRandomSearch(String name) throws IOException {
    runs(name);
  }

  /** Which preset it is, and each setting beside the paper's. */
  @Tag("soak")
  @Test
  void tellsTheReleasedPresetOfEnas() throws IOException {
    runs("enas-micro");
    assertThat(terminal.output())
        .contains("Preset Reinforce.enasMicro(), cells wired as in the released search")
        .containsPattern("cells +6 of 5 nodes, 20 filters +-> 3 of 3 nodes, 12 filters");
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("names")
  void everyPaperRuns(String name) throws IOException {
    runs(name);
  }

  /** However short the time is. */
  @Test
  void trainsTwentyNetworksAtLeast() throws IOException {
    runs("metaqnn");
    assertThat(Terminal.result(folder).at("/best/networks").asInt()).isGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, There is no paper [nothing]",
    "--minutes=0, The value [0.0] of --minutes",
    "--minutes=1, Which paper? Maybe one of [nas",
  })
  void refusesWhatItDoesNotKnowInOneLine(String argument, String message) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(terminal.errors()).startsWith("papers: ").contains(message).hasLineCount(1);
  }
}
