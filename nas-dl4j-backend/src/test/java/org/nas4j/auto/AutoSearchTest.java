package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Dataset;
import org.nas4j.data.Table;
import org.nas4j.engine.SearchResult;
import org.nas4j.internal.checks.Texts;
import org.nas4j.language.LanguageTraining;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;

/** What was chosen can be taken over, and rows of one's own judge. */
@Timeout(120)
class AutoSearchTest {

  @TempDir
  private Path folder;

  private void compiles(String java, String name) throws Exception {
    Path source = Files.writeString(folder.resolve(name + ".java"), java);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status = compiler.run(
        null,
        null,
        null,
        "-cp",
        System.getProperty("java.class.path"),
        "-proc:none",
        "-d",
        folder.toString(),
        source.toString());
    assertThat(status).as(java).isZero();
  }

  /** Rows of the validation table that are training rows too do not judge. */
  @Test
  void ownRowsJudgeAndTheSearchCanBeTakenOver() throws Exception {
    Table training = Samples.cars(folder, "a.csv", 100, 1);
    List<String> lines = new ArrayList<>(List.of("mpg,weight,origin,maker"));
    Table others = Samples.cars(folder, "b.csv", 30, 2);
    for (int i = 0; i < 30; i++) {
      lines.add(String.join(",", others.row(i)));
    }
    lines.add(String.join(",", training.row(3)));
    AutoResult result = AutoSearch.table(training, "mpg")
        .without("maker")
        .validation(Samples.table(folder, "c.csv", lines))
        .within(Duration.ofMillis(1_500))
        .run();
    assertThat(result.choices())
        .containsEntry("validation", "30")
        .containsEntry("validationRowsThatAreTrainingRows", "1")
        .containsEntry("inputs", "weight, origin");
    SearchResult<Architecture> search =
        result.asSearch().stopAfter(StopRule.trials(1)).run();
    assertThat(search.trials()).hasSize(1);
    assertThat(search.provenance().get("data.validation")).startsWith("Dataset[30 examples");
    assertThat(search.settings())
        .containsEntry("strategy", Strategies.sizeaware().name());
    assertThat(result.asJava()).contains("TableTask.without(table, \"maker\").regression(\"mpg\")");
    assertThat(result.toString())
        .startsWith("AutoResult: validationR2 " + Texts.rounded(result.validation()) + " in ")
        .contains("\n  Model[", "\n  target: mpg");
    compiles(result.asJava(), "ExplicitSearch");
  }

  /**
   * Eighty rows of ten columns, and as much noise as signal: a network of 5,000 weights learns the
   * noise, as two thousand others show. (The time is such that a machine busy with other work has
   * enough of it.)
   */
  @Test
  void fewNoisyRowsAreBestForetoldByALine(@TempDir Path folder) throws Exception {
    Table noisy = Samples.noisyLine(folder, "noisy.csv", 80, 1);
    AutoResult result = AutoSearch.table(noisy, "y")
        .validation(Samples.noisyLine(folder, "judges.csv", 2_000, 2))
        .within(Duration.ofMillis(4_000))
        .run();
    assertThat(result.choices().get("network")).isEqualTo("RegressionOutput[units=1]");
  }

  @Test
  void theSourceTextOfOthersCompiles() throws Exception {
    LanguageTraining training = LanguageTraining.characters(48, 7);
    String text = LanguageSource.of(Samples.text(), training, CellGraph.lstm(), 3);
    assertThat(text).contains("CellGraph.lstm()", ".hidden(48)", ".batches(7)");
    compiles(text, "ExplicitLanguageModel");
    AutoResult images =
        AutoSearch.images(Samples.images(60, 1)).within(Duration.ofMillis(500)).run();
    String mirrored = images.choices().get("mirrorImages");
    assertThat(mirrored).isIn("true", "false");
    String averaged = images.choices().get("averagesMirrorImages");
    assertThat(images.model().averagesMirrorImages()).hasToString(averaged);
    assertThat(images.asJava())
        .contains("Duration.parse(\"PT", ".mirrorImages(" + mirrored + ")")
        .contains(".averagingMirrorImages(" + averaged + ")");
    Dataset unseen = Samples.images(40, 2);
    long right = IntStream.range(0, 40)
        .filter(i -> images.model().predict(unseen.values(i)).index() == unseen.label(i))
        .count();
    assertThat(images.evaluate(unseen).accuracy()).isEqualTo(right / 40.0);
    compiles(images.asJava(), "ExplicitTraining");
    assertThatThrownBy(images::asSearch)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("asJava()");
  }
}
