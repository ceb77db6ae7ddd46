package org.nas4j.examples.auto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.data.Table;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.examples.cli.IdxFiles;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.model.Model;
import org.nas4j.model.TextModel;

class AutoTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return terminal.run(Auto::new, arguments);
  }

  /** Miles per gallon fall with the weight, and Japanese cars go further. */
  private Path cars() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("mpg,weight,origin"));
    for (int i = 0; i < 200; i++) {
      double tons = 1 + random.nextDouble();
      boolean japan = random.nextBoolean();
      double mpg = 45 - 15 * tons + (japan ? 6 : 0);
      lines.add(String.format(Locale.ROOT, "%.2f,%.3f,%s", mpg, tons, japan ? "Japan" : "USA"));
    }
    return Files.write(folder.resolve("cars.csv"), lines);
  }

  @Test
  void foretellsNumbersOfATable() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run("--data=" + cars(), "--target=mpg", "--minutes=0.1", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    JsonNode result = Terminal.result(target);
    assertThat(result.at("/best/testR2").asDouble()).isGreaterThan(0.9);
    assertThat(result.at("/best/validationR2").asDouble()).isBetween(0.9, 1.0);
    assertThat(result.at("/choices/task").asText()).isEqualTo("regression");
    Model model = Model.load(target.resolve("model.nas4j"));
    assertThat(model.predict(Map.of("weight", "1.3", "origin", "Japan")).value())
        .isBetween(29.0, 34.0);
  }

  /**
   * The last column is foretold unless another one is named. Of the test rows of our own every
   * fourth tells a lie.
   */
  @Test
  void foretellsWordsOfATable() throws IOException {
    Path target = folder.resolve("out");
    List<String> own =
        List.of("mpg,weight,origin", "28.5,1.5,Japan", "22.5,1.5,USA", "36,1,Japan", "30,1,Japan");
    Path test = Files.write(folder.resolve("own.csv"), own);
    assertThat(run("--data=" + cars(), "--test=" + test, "--minutes=0.1", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    JsonNode result = Terminal.result(target);
    assertThat(result.at("/choices/task").asText()).isEqualTo("classification");
    assertThat(result.at("/best/testAccuracy").asDouble()).isEqualTo(0.75);
    Model model = Model.load(target.resolve("model.nas4j"));
    assertThat(model.predict(Map.of("weight", "1.5", "mpg", "28.5")).label()).isEqualTo("Japan");
  }

  @Test
  void classifiesImagesOfAFolder() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    IdxFiles.write(data, "train", DrawnDigits.draw(400, 1));
    IdxFiles.write(data, "t10k", DrawnDigits.draw(100, 2));
    Path target = folder.resolve("out");
    assertThat(run("--data=" + data, "--minutes=0.2", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    JsonNode best = Terminal.result(target).get("best");
    assertThat(best.get("testAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(best.get("validationAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(best.get("parameters").asLong()).isPositive();
    Model model = Model.load(target.resolve("model.nas4j"));
    assertThat(model.predict(new float[28 * 28]).label()).isIn(model.classNames());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(run("--data=" + folder.resolve("nothing"))).isEqualTo(2);
    assertThat(terminal.errors()).contains("nothing] of --data is nothing that can be read");
    assertThat(run("--data=" + cars(), "--target=price", "--minutes=0.1", "--out=" + folder))
        .isEqualTo(1);
    assertThat(terminal.errors()).contains("price");
    assertThat(run("--data=" + folder, "--target=mpg", "--out=" + folder)).isEqualTo(2);
    assertThat(terminal.errors()).contains("are for a table, but [");
    Path test = Files.write(folder.resolve("own.csv"), List.of("mpg,weight", "28.5,1.5"));
    assertThat(run("--data=" + cars(), "--test=" + test, "--out=" + folder)).isEqualTo(2);
    assertThat(terminal.errors()).contains("own.csv] of --test has no column [origin]");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("--data=" + empty, "--out=" + folder)).isEqualTo(1);
    assertThat(terminal.errors()).contains("empty] is empty", "Maybe it is another folder");
  }

  @Test
  @Tag("soak")
  void foretellsCharactersOfAText() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "the cat sat on the mat, and the dog sat on the log.\n".repeat(300));
    Path target = folder.resolve("out");
    assertThat(run("--data=" + text, "--minutes=0.3", "--out=" + target))
        .as(terminal.errors())
        .isZero();
    JsonNode best = Terminal.result(target).get("best");
    assertThat(best.get("testPerplexity").asDouble()).isBetween(1.0, 3.0);
    assertThat(best.get("parameters").asLong()).isPositive();
    TextModel model = TextModel.load(target.resolve("model.nas4j"));
    assertThat(model.next("the cat sat on th").label()).isEqualTo("e");
    assertThat(model.provenance()).containsKey("validationPerplexity");
  }

  /** Maker m3 is on one side only, in the test and in the choice. */
  @Test
  void testRowsAreOfOtherGroups() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,maker"));
    for (int i = 0; i < 100; i++) {
      lines.add(i + ",m" + i % 10);
    }
    Table all = Table.read(Files.write(folder.resolve("t.csv"), lines));
    List<Table> parts = TestRows.of(all, 20, false, "maker", 1);
    assertThat(parts.get(0).size()).isEqualTo(20);
    assertThat(parts.get(1).size()).isEqualTo(80);
    assertThat(parts.get(1).cells("maker"))
        .doesNotContainAnyElementsOf(parts.get(0).cells("maker"));
    List<Table> byTime = TestRows.of(all, 20, true, null, 1);
    assertThat(byTime.get(0).cells("x")).startsWith("80").endsWith("99");
  }
}
