package org.nas4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.Metric;
import org.nas4j.internal.json.JsonCursor;

/** What a benchmark says of itself, and the edges of what its two files may be. */
class TableFilesTest {

  private static final String DESCRIPTION = """
      {
       "name": "toy",
       "table": "toy.csv",
       "decisions": [{"name": "first", "column": "a", "options": ["none", "conv"]}],
       "search": {"column": "valid", "goal": "max"},
       "report": {"column": "test", "goal": "max"},
       "cost_seconds": "seconds",
       "figures": ["size", "ratio"]
      }""";

  private static final String TABLE = """
      a,valid,test,seconds,size,ratio
      0,90,91,10,100,0.5
      1,92,93,20,200,0.25
      """;

  /** Of the text above, by another program. */
  private static final String TABLE_SHA256 =
      "120edece0671c63f458fac5f8c2ab9bae60bd14eb1df3eb1512a68f12f82c6c4";

  @TempDir
  Path folder;

  private TabularBenchmark load(String description, String table) throws IOException {
    Files.writeString(folder.resolve("toy.csv"), table);
    return TabularBenchmark.load(Files.writeString(folder.resolve("toy.json"), description));
  }

  @Test
  void saysWhatItHolds() throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, TABLE);
    assertThat(toy.name()).isEqualTo("toy");
    assertThat(toy.hasCost()).isTrue();
    assertThat(toy.figures()).containsExactly(Metric.minimized("size"), Metric.minimized("ratio"));
    assertThat(toy).hasToString("TabularBenchmark[toy, 2 rows]");
  }

  @Test
  void recordsTheTableThatItAsked() throws IOException {
    assertThat(load(DESCRIPTION, TABLE).evaluator().provenance())
        .containsEntry("table", "toy")
        .containsEntry("tableRows", "2")
        .containsEntry("tableSha256", TABLE_SHA256)
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, 3})
  void refusesRowsOfAnotherTable(int row) throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, TABLE);
    assertThatThrownBy(() -> toy.evaluate(new TableEntry(row, List.of("none"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Table [toy] has no row [" + row + "].\nMaybe the entry belongs to another table.");
  }

  @Test
  void leavesOutFiguresThatAreNoNumbersButRefusesOthers() throws IOException {
    String missing = TABLE.replace("200,0.25", "200,NaN");
    assertThat(load(DESCRIPTION, missing).evaluate(new TableEntry(1, List.of())).figures())
        .doesNotContainKey(Metric.minimized("ratio"))
        .containsEntry(Metric.minimized("size"), 200.0);
    String infinite = TABLE.replace("200,0.25", "200,Infinity");
    assertThatThrownBy(() -> load(DESCRIPTION, infinite))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line [3], column [ratio]: must be a number, but is [Infinity]");
  }

  @Test
  void readsTableThatBeginsWithByteOrderMark() throws IOException {
    TabularBenchmark toy = load(DESCRIPTION, "\uFEFF" + TABLE);
    assertThat(toy.report(new TableEntry(1, List.of()))).isEqualTo(93);
  }

  /** One byte is too little to tell by whether a file is packed. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "a\n", "valid,test,seconds,size,ratio\n"})
  void saysWhichColumnsTableWithoutRowsLacks(String table) {
    assertThatThrownBy(() -> load(DESCRIPTION, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "[" + folder.resolve("toy.csv") + "], line [1]: there is no column [")
        .hasMessageContaining("Maybe the description belongs to another table.");
  }

  @Test
  void readsTableWhoseNameHoldsSpaces() throws IOException {
    Files.writeString(folder.resolve("to y.csv"), TABLE);
    Path description =
        Files.writeString(folder.resolve("toy.json"), DESCRIPTION.replace("toy.csv", "to y.csv"));
    assertThat(TabularBenchmark.load(description).size()).isEqualTo(2);
  }

  @Test
  void refusesNamesOfTablesThatHoldControlCharacters() {
    assertThatThrownBy(() -> load(DESCRIPTION.replace("toy.csv", "to\\u001fy.csv"), TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be the name of a file beside the description");
  }

  @Test
  void readsDescriptionsUpToTheirLimit() throws IOException {
    String padding = " ".repeat(JsonCursor.MAX_DOCUMENT - DESCRIPTION.length());
    assertThat(load(padding + DESCRIPTION, TABLE).size()).isEqualTo(2);
    assertThatThrownBy(() -> load(padding + " " + DESCRIPTION, TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "is larger than the [" + JsonCursor.MAX_DOCUMENT + "] bytes allowed.");
  }
}
