package org.nas4j.examples.enas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.data.Corpus;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.language.LanguageModel;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;

/** Runs the example as a user would, only shorter. */
class EnasTextTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(EnasText::new, arguments);
  }

  @Test
  void searchesTrainsJudgesAndWrites() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "the cat sat on the mat, and the dog sat on the log. ".repeat(80));
    Path target = folder.resolve("out");
    int code = run(
        "--data",
        text.toString(),
        "--minutes",
        "0.03",
        "--hidden",
        "12",
        "--nodes",
        "3",
        "--out",
        target.toString());
    assertThat(code).as(terminal.errors()).isZero();
    assertThat(terminal.output())
        .contains(
            "derived by ENAS",
            "random, shared weights",
            "LSTM, as much time",
            "Derived cell: 0 from");
    JsonNode result = Terminal.result(target);
    JsonNode finalists = result.get("finalists");
    assertThat(finalists).hasSize(4).allSatisfy(each -> {
      assertThat(each.get("testPerplexity").asDouble()).isBetween(1.0, 30.0);
      assertThat(each.get("parameters").asLong()).isPositive();
    });
    for (String figure : List.of("testPerplexity", "validationPerplexity", "parameters")) {
      assertThat(result.get("best").get(figure)).isEqualTo(finalists.get(0).get(figure));
    }
    assertThat(result.get("seconds").asDouble()).isPositive();
    double enas = finalists.get(0).get("parameters").asDouble();
    assertThat(finalists.get(2).get("parameters").asDouble()).isBetween(0.9 * enas, 1.1 * enas);
    Iterator<String> answers =
        List.of(result.at("/derived/genotype").asText().split("-")).iterator();
    EnasRecurrentCell cell = EnasRecurrentSpace.builder()
        .nodes(3)
        .build()
        .sample(point -> Integer.parseInt(answers.next()))
        .architecture();
    Corpus corpus = Corpus.read(text, Corpus.Level.CHARACTERS);
    double perplexity =
        LanguageModel.load(target.resolve("best.weights"), cell.graph()).perplexity(corpus.test());
    assertThat(finalists.get(0).get("testPerplexity").asDouble())
        .isCloseTo(perplexity, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({
    "--data=/nowhere/at/all, is no text file",
    "--hidden=0, Missing required option",
    "--colour, Missing required option",
  })
  void refusesAWrongOptionInOneLine(String option, String message) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(terminal.errors()).startsWith("enas-text: ").contains(message).hasLineCount(1);
  }
}
