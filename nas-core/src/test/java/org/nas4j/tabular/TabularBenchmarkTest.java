package org.nas4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

class TabularBenchmarkTest {

  private static final String DESCRIPTION = """
      {
       "name": "toy",
       "table": "toy.csv",
       "decisions": [
        {"name": "first", "column": "a", "options": ["none", "conv"]},
        {"name": "second", "column": "b", "options": [1, 2.5, true]}
       ],
       "search": {"column": "valid", "goal": "max"},
       "report": {"column": "test", "goal": "min", "optimum": 0.25},
       "cost_seconds": "seconds",
       "figures": ["size"]
      }
      """;

  private static final String TABLE = """
      b,a,valid,test,seconds,size,extra
      0,0,90.5,1,10,100,x
      2,1,91.5,0.25,20,,y
      1,0,92.5,3,30,300,"z
      z"

      0,1,93.5,4,40,400,
      """;

  @TempDir
  Path folder;

  private TabularBenchmark load(String description, String table) throws IOException {
    Files.writeString(folder.resolve("toy.csv"), table);
    return TabularBenchmark.load(Files.writeString(folder.resolve("toy.json"), description));
  }

  private static Chooser along(int... options) {
    return point -> options[point.index()];
  }

  /** The size is a figure that may depend on anything; what params means is known. */
  @Test
  void figuresOfTheShapeAreKnownBefore() throws IOException {
    TabularBenchmark toy =
        load(DESCRIPTION.replace("\"size\"", "\"params_m\""), TABLE.replace("size", "params_m"));
    assertThat(toy.space().sample(along(0, 1)).architecture().costs())
        .isEqualTo(Map.of(Metric.minimized("params_m"), 300.0));
    TabularBenchmark other = load(DESCRIPTION, TABLE);
    assertThat(other.space().sample(along(0, 1)).architecture().costs()).isEmpty();
  }

  @Test
  void looksUpByDecisionNotByOrderOfColumns() throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, TABLE);
    TableEntry entry = toy.space().sample(along(0, 1)).architecture();
    assertThat(entry).isEqualTo(new TableEntry(2, List.of("none", "2.5")));
    Evaluation evaluation = toy.evaluate(entry);
    assertThat(evaluation.get(toy.searchMetric())).isEqualTo(92.5);
    assertThat(evaluation.get(Metric.SIMULATED_SECONDS)).isEqualTo(30);
    assertThat(evaluation.get(Metric.minimized("size"))).isEqualTo(300);
    assertThat(toy.reward().reward(evaluation)).isEqualTo(92.5);
    assertThat(toy.report(entry)).isEqualTo(3);
    assertThat(toy.reportMetric()).isEqualTo(Metric.minimized("test"));
    assertThat(toy.optimum()).hasValue(0.25);
    assertThat(toy.size()).isEqualTo(4);
  }

  @Test
  void hidesWhatResultsAreJudgedBy() throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, TABLE);
    Evaluation evaluation = toy.evaluate(toy.space().sample(along(0, 1)).architecture());
    assertThat(evaluation.figures()).doesNotContainKey(toy.reportMetric());
  }

  @Test
  void leavesOutFigureThatRowLacks() throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, TABLE);
    Evaluation evaluation = toy.evaluate(toy.space().sample(along(1, 2)).architecture());
    assertThat(evaluation.find(Metric.minimized("size"))).isEmpty();
  }

  @Test
  void rejectsCombinationWithoutRow() throws IOException {
    Build<TableEntry> build = load(DESCRIPTION, TABLE).space().sample(along(1, 1));
    assertThat(build.walk().infeasible())
        .get()
        .extracting(InfeasibleException::reason, InfeasibleException::getMessage)
        .containsExactly("no row in the table", "Table [toy] has no row for [conv, 2.5].");
  }

  @Test
  void readsPackedTableWhateverItsName() throws IOException {
    load(DESCRIPTION, TABLE);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(TABLE.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("toy.csv"), packed.toByteArray());
    assertThat(TabularBenchmark.load(folder.resolve("toy.json")).size()).isEqualTo(4);
    Files.write(folder.resolve("toy.csv"), Arrays.copyOf(packed.toByteArray(), 40));
    assertThatThrownBy(() -> TabularBenchmark.load(folder.resolve("toy.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("toy.csv]: the compressed data is broken");
  }

  @Test
  void needsNeitherCostNorFiguresNorOptimum() throws IOException {
    String lean = DESCRIPTION
        .replace("\"cost_seconds\": \"seconds\"", "\"cost_seconds\": null")
        .replace(",\n \"figures\": [\"size\"]", "")
        .replace(", \"optimum\": 0.25", "");
    TabularBenchmark toy = load(lean, TABLE);
    assertThat(toy.hasCost()).isFalse();
    assertThat(toy.optimum()).isEmpty();
    assertThat(toy.evaluate(new TableEntry(0, List.of())).figures())
        .containsOnlyKeys(toy.searchMetric());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      2,1,91.5   | 3,1,91.5      | line [3], column [b]: must be the index of an option, from [0] to [2]
      2,1,91.5   | two,1,91.5    | line [3], column [b]: must be the index of an option
      2,1,91.5   | 2,-1,91.5     | line [3], column [a]: must be the index of an option
      2,1,91.5   | 2,1,          | line [3], column [valid]: must be a number, but is []
      2,1,91.5   | 2,1,NaN       | line [3], column [valid]: must be a number, but is [NaN]
      0,1,93.5   | 0,1,x         | line [7], column [valid]: must be a number, but is [x]
      20,,y      | 20,big,y      | line [3], column [size]: must be a number, but is [big]
      20,,y      | 20            | line [3]: there are [5] cells under [7] columns
      20,,y      | 20,,y,,,      | line [3]: there are [10] cells under [7] columns
      2,1,91.5   | 0,0,91.5      | line [3]: the options [0, 0] are in line [2] already
      test       | tset          | line [1]: there is no column [test], only [b, a, valid, tset,
      extra      | a             | line [1]: the column [a] is there twice
      """)
  void namesFileLineAndColumnOfTable(String right, String wrong, String message) {
    assertThat(TABLE).contains(right);
    assertThatThrownBy(() -> load(DESCRIPTION, TABLE.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("[" + folder.resolve("toy.csv") + "], ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "max"            | "most"    | At [$.search.goal], line [8], column [40]: must be [max] or [min]
      "second"         | "first"   | At [$.decisions[1].name], line [6], column [12]: the name is there twice
      "column": "b"    | "column": "a" | At [$.decisions[1].column], line [6], column [32]: the column [a]
      "conv"           | "none"    | At [$.decisions[0].options[1]], line [5], column [56]: the option
      ["size"]         | 7         | At [$.figures], line [11], column [13]: must be an array
      "seconds"        | 7         | At [$.cost_seconds], line [10], column [18]: must be a text
      "table":         | "tabel":  | At [$], line [1], column [1]: lacks the member [table]
      "name": "toy",   | "name": toy, | is not valid JSON, line [2], column [
      """)
  void namesFileLineAndColumnOfDescription(String right, String wrong, String message) {
    assertThat(DESCRIPTION).contains(right);
    assertThatThrownBy(() -> load(DESCRIPTION.replace(right, wrong), TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("[" + folder.resolve("toy.json") + "]: ")
        .hasMessageContaining(message);
  }

  @Test
  void saysWhichTableIsMissing() throws IOException {
    Path description = Files.writeString(folder.resolve("toy.json"), DESCRIPTION);
    assertThatThrownBy(() -> TabularBenchmark.load(description))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("toy.csv], which [")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> load(DESCRIPTION, "")).hasMessageContaining("toy.csv] is empty");
    assertThatThrownBy(() -> load(DESCRIPTION, "b,a,valid,test,seconds,size\n"))
        .hasMessageContaining("toy.csv] has a header but no row");
  }

  @ParameterizedTest
  @CsvSource({"nasbench201-cifar10, 15625", "nasbench201-cifar100, 15625", "nasbench-macro, 6561"})
  void holdsPublishedTables(String name, int rows) throws IOException {
    TabularBenchmark benchmark = TabularBenchmark.load(SharedData.path("tables/" + name + ".json"));
    assertThat(benchmark.size()).isEqualTo(rows);
    double best = 0;
    for (int row = 0; row < rows; row++) {
      best = Math.max(best, benchmark.report(new TableEntry(row, List.of())));
    }
    assertThat(best).isCloseTo(benchmark.optimum().orElseThrow(), within(1e-3));
  }

  @Test
  void answersManyQueries() throws IOException {
    TabularBenchmark benchmark =
        TabularBenchmark.load(SharedData.path("tables/nasbench201-cifar10.json"));
    SearchSpace<TableEntry> space = benchmark.space();
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      TableEntry entry = space.sample(Chooser.uniform(random)).architecture();
      sum += benchmark.evaluate(entry).get(benchmark.searchMetric());
    }
    assertThat(sum / 10_000).isBetween(50.0, 90.0);
  }

  @Test
  void readsNoFileOutsideTheFolderOfTheDescription() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("secret.csv"), TABLE);
    for (String table :
        List.of("../secret.csv", "/etc/passwd", "..", "C:secret.csv", "a\\\\b.csv")) {
      Path file = inner.resolve("toy.json");
      Files.writeString(file, DESCRIPTION.replace("toy.csv", table));
      assertThatThrownBy(() -> TabularBenchmark.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be the name of a file beside the description");
    }
  }
}
