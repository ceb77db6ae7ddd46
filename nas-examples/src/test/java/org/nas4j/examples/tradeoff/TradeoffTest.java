package org.nas4j.examples.tradeoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.TrainedNetwork;

class TradeoffTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(Tradeoff::new, arguments);
  }

  @Test
  void leavesAFrontToChooseFrom() throws IOException {
    assertThat(run(
            "--minutes=0.2", "--epochs=1", "--train-size=100", "--price=300", "--out=" + folder))
        .as(terminal.errors())
        .isZero();
    JsonNode result = Terminal.result(folder);
    List<JsonNode> front = new ArrayList<>();
    result.get("front").forEach(front::add);
    assertThat(front).hasSizeBetween(1, 10).allSatisfy(each -> {
      assertThat(each.get("latencySeconds").asDouble()).isBetween(1e-7, 1.0);
      assertThat(each.get("validationAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(each.get("testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(each.get("parameters").asLong()).isPositive();
    });
    JsonNode best = result.get("best");
    assertThat(front).contains(best);
    Architecture architecture = ArchitectureJson.read(folder.resolve("best.json"));
    assertThat(best.get("parameters").asLong()).isEqualTo(architecture.cost().parameters());
    assertThat(TrainedNetwork.load(folder.resolve("best.zip"), architecture)).isNotNull();
    assertThat(folder.resolve("front.svg"))
        .content()
        .contains("<svg", ">" + best.get("name").asText() + "</text>");
    assertThat(result.get("limitIsMet").asBoolean())
        .isEqualTo(result.get("latencySecondsAgain").asDouble()
            <= result.get("limitSeconds").asDouble());
    assertThat(result.get("missedAgain").isArray()).isTrue();
    assertThat(terminal.output()).contains("measured again it takes ");
    assertThat(terminal.output()).contains("Chosen: ", "A ").contains("300 networks priced in");
    JsonNode pricing = result.get("pricing");
    assertThat(pricing.get("measured").asInt()).isEqualTo(40);
    assertThat(pricing.get("withinLimit").asInt()).isBetween(1, 299);
    assertThat(pricing.get("rankCorrelation").asDouble(-2)).isBetween(-1.0, 1.0);
    assertThat(pricing.get("relativeError").asDouble(-1)).isBetween(0.0, 2.0);
  }

  /** No network is a million times faster than another. */
  @Test
  void saysThatTheLimitIsNotMet() throws IOException {
    assertThat(run(
            "--minutes=0.1",
            "--epochs=1",
            "--train-size=60",
            "--share=0.000001",
            "--out=" + folder))
        .as(terminal.errors())
        .isZero();
    assertThat(Terminal.result(folder).get("limitIsMet").asBoolean(true)).isFalse();
    assertThat(terminal.output()).contains("the fastest, since none is within");
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThat(run("--share=0")).isEqualTo(2);
    assertThat(terminal.errors()).contains("The value [0.0] of --share is not above [0]");
    assertThat(run("--price=-1")).isEqualTo(2);
    assertThat(terminal.errors()).contains("The value [-1] of --price is below [0]");
  }
}
