package org.nas4j.examples.grow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.examples.cli.IdxFiles;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.TrainedNetwork;

class GrowNetworkTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(GrowNetwork::new, arguments);
  }

  @Test
  void growsComparesAndSaves() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    IdxFiles.write(data, "train", DrawnDigits.draw(72, 1));
    IdxFiles.write(data, "t10k", DrawnDigits.draw(40, 2));
    Path target = folder.resolve("out");
    int exitCode = run(
        "--data",
        data.toString(),
        "--trials",
        "3",
        "--epochs",
        "1",
        "--train-size",
        "60",
        "--out",
        target.toString());
    assertThat(exitCode).as(terminal.errors()).isZero();
    assertThat(terminal.output()).contains("MNIST in", "grown", "from scratch", "test accuracy");
    Architecture best = ArchitectureJson.read(target.resolve("best.json"));
    assertThat(TrainedNetwork.load(target.resolve("best.zip"), best).architecture())
        .isEqualTo(best);
    assertThat(target.resolve("best.svg")).content().contains("<svg");
    JsonNode result = Terminal.result(target);
    for (String grown : List.of("best", "fromScratch")) {
      assertThat(result.at("/" + grown + "/testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(result.at("/" + grown + "/validationAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    }
    assertThat(result.at("/best/parameters").asLong()).isEqualTo(best.cost().parameters());
    assertThat(result.get("seconds").asDouble()).isPositive();
  }

  /** Far more trials than fit, each of which leaves its weights. */
  @Test
  void endsWhenTheTimeIsOver() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run(
            "--trials=1000", "--minutes=0.05", "--epochs=1", "--train-size=60", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    try (Stream<Path> files = Files.walk(target)) {
      assertThat(files.filter(file -> file.toString().endsWith(".weights")))
          .hasSizeBetween(2, 1000);
    }
    assertThat(target.resolve("best.zip")).isNotEmptyFile();
  }

  @Test
  void refusesTooFewImages() {
    assertThat(run("--train-size", "10")).isEqualTo(2);
    assertThat(terminal.errors()).contains("[10]");
  }
}
