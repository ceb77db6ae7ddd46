package org.nas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.examples.cli.Terminal;

/** The launcher, and what all of its examples have in common. */
class ExamplesTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return Examples.run(terminal.program(), arguments);
  }

  static Set<String> names() {
    return Examples.commands(new Terminal().program().out()).getSubcommands().keySet();
  }

  @Test
  void helpListsTheNames() {
    assertThat(names())
        .containsExactly(
            "quickstart",
            "enas-images",
            "enas-text",
            "grow",
            "auto",
            "tradeoff",
            "papers",
            "isolated",
            "custom-space",
            "custom-evaluator",
            "draw-spaces",
            "report");
    assertThat(run("--help")).isZero();
    assertThat(terminal.output()).contains(names()).contains("NAME");
  }

  @ParameterizedTest
  @MethodSource("names")
  void helpOfANameListsItsOptions(String name) {
    assertThat(run(name, "--help")).isZero();
    assertThat(terminal.output())
        .contains("Usage: examples " + name, "--out", "target/" + name)
        .contains(name.equals("report") ? "--journal" : "--seed");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyExampleHasAMainMethodToo(String name) throws ReflectiveOperationException {
    Object command = Examples.commands(terminal.program().out())
        .getSubcommands()
        .get(name)
        .getCommandSpec()
        .userObject();
    Class<?> type = command.getClass().getSimpleName().equals("SmallChip")
        ? Class.forName("org.nas4j.examples.first.CustomEvaluator")
        : command.getClass();
    assertThat(Modifier.isStatic(type.getMethod("main", String[].class).getModifiers()))
        .isTrue();
  }

  @Test
  void optionsWithoutANameAreTheQuickstarts() {
    assertThat(run("--trials", "0")).isEqualTo(2);
    assertThat(terminal.errors())
        .startsWith("quickstart: The value [0] of --trials is below [1].")
        .hasLineCount(1);
  }

  @Test
  void refusesANameThatIsNoExample() {
    assertThat(run("quikstart")).isEqualTo(2);
    assertThat(terminal.errors())
        .startsWith("examples: There is no example [quikstart]. Maybe it is one of [quickstart, ")
        .hasLineCount(1);
  }

  @Test
  void anExampleOfNoNetworkLeavesItsOwnFigures() throws IOException {
    assertThat(run("custom-space", "--out", folder.toString())).isZero();
    JsonNode result = Terminal.result(folder);
    assertThat(result.at("/best/squareCentimetresPerLitre").asDouble()).isBetween(385.0, 500.0);
    assertThat(result.get("best")).hasSize(1);
    assertThat(result.get("seconds").asDouble()).isPositive();
  }

  @Test
  void theCustomEvaluatorTellsWhatItFound() throws IOException {
    assertThat(run("custom-evaluator", "--out", folder.toString())).isZero();
    JsonNode best = Terminal.result(folder).get("best");
    assertThat(best.get("fitness").asDouble()).isGreaterThan(6);
    assertThat(best.get("parameters").asLong()).isPositive();
  }

  @Test
  void drawingsAreNamedByTheirSpaces() throws IOException {
    assertThat(run("draw-spaces", "--seed=3", "--out=" + folder)).isZero();
    JsonNode drawings = Terminal.result(folder).get("drawings");
    assertThat(drawings).hasSize(6);
    for (JsonNode file : drawings) {
      assertThat(Files.readString(folder.resolve(file.asText()))).contains("<svg");
    }
  }
}
