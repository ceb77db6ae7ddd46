package org.nas4j.examples.grow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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

  private Path digits() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    IdxFiles.write(data, "train", DrawnDigits.draw(120, 1));
    IdxFiles.write(data, "t10k", DrawnDigits.draw(40, 2));
    return data;
  }

  @Test
  void growsInOneTrainingWithinItsMinutes() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run(
            "--data=" + digits(),
            "--minutes=0.3",
            "--start=SMALL",
            "--edits=RANDOM",
            "--out=" + target))
        .as(terminal.errors())
        .isZero();
    assertThat(terminal.output()).contains("MNIST in", "of the time", "test accuracy");
    JsonNode result = Terminal.result(target);
    Architecture best = ArchitectureJson.read(target.resolve("best.json"));
    assertThat(TrainedNetwork.load(target.resolve("best.zip"), best).architecture())
        .isEqualTo(best);
    assertThat(result.at("/best/testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(result.at("/best/validationAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(result.at("/best/parameters").asLong()).isEqualTo(best.cost().parameters());
    assertThat(result.get("seconds").asDouble()).isPositive();
    assertThat(result.get("isComplete").asBoolean()).isTrue();
    assertThat(result.get("edits")).isNotEmpty();
    JsonNode last = result.get("edits").get(result.get("edits").size() - 1);
    assertThat(last.get("parametersAfter").asLong()).isEqualTo(best.cost().parameters());
    long first = result.at("/edits/0/parametersBefore").asLong();
    assertThat(result.get("inheritedWeights").asDouble())
        .isCloseTo((double) first / best.cost().parameters(), offset(1e-9));
  }

  @Test
  void trainsTheStartNetworkWithoutEdits() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run("--data=" + digits(), "--minutes=0.1", "--edits=none", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    JsonNode result = Terminal.result(target);
    assertThat(result.get("edits")).isEmpty();
    assertThat(result.get("inheritedWeights").asDouble()).isEqualTo(1);
    assertThat(result.get("policy").asText()).isEqualTo("none");
    assertThat(result.get("start").asText()).isEqualTo("widest");
  }

  @Test
  void readsFoldersOfPictures() throws IOException {
    Path data = folder.resolve("pictures");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 40; i++) {
      BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      boolean isRed = i % 2 == 0;
      for (int p = 0; p < 64; p++) {
        int strong = 128 + random.nextInt(128);
        picture.setRGB(p % 8, p / 8, isRed ? strong << 16 : strong);
      }
      Path colour = Files.createDirectories(data.resolve(isRed ? "red" : "blue"));
      ImageIO.write(picture, "png", colour.resolve(i + ".png").toFile());
    }
    Path target = folder.resolve("out");
    assertThat(run("--data=" + data, "--minutes=0.1", "--edits=policy", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    assertThat(Terminal.result(target).at("/best/testAccuracy").asDouble()).isEqualTo(1);
  }

  @Test
  void refusesEditsWithoutImages() {
    assertThat(run("--edits=none")).isEqualTo(2);
    assertThat(terminal.errors()).contains("--data");
  }

  @Test
  void refusesTooFewImages() {
    assertThat(run("--train-size", "10")).isEqualTo(2);
    assertThat(terminal.errors()).contains("[10]");
  }
}
