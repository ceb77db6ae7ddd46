package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableOnDiskTest {

  @TempDir
  private Path folder;

  private Path cells() {
    return folder.resolve("table.cells");
  }

  private Path written(List<String> lines) throws IOException {
    return Files.write(folder.resolve("table.csv"), lines);
  }

  /** Words, quotation marks, line ends, gaps, and letters of several bytes. */
  private List<String> lines() {
    return Stream.concat(
            Stream.of("size;word;long;kind;number"),
            IntStream.range(0, 60)
                .mapToObj(i -> String.join(
                    ";",
                    i % 7 == 0 ? "" : i / 10.0 + "",
                    List.of("\"one; two\"", "größer", "日本", "\"line\nend\"").get(i % 4),
                    Integer.toString((int) Math.exp(i / 5.0)),
                    i % 3 == 0 ? "a" : "b",
                    i % 10 == 9 ? "" : i + "")))
        .toList();
  }

  private static void assertSame(Table held, Table filed) {
    assertThat(filed.columns()).isEqualTo(held.columns());
    assertThat(filed.size()).isEqualTo(held.size());
    for (int i = 0; i < held.size(); i++) {
      assertThat(filed.row(i)).isEqualTo(held.row(i));
    }
    held.columns().forEach(name -> assertThat(filed.cells(name)).isEqualTo(held.cells(name)));
  }

  @Test
  void holdsTheSameCellsAndMakesTheSameExamples() throws IOException {
    Path file = written(lines());
    Table held = Table.read(file);
    Table filed = Table.readToDisk(file, cells());
    assertSame(held, filed);
    assertSame(held.subset(5, 3, 5, 59), filed.subset(5, 3, 5, 59));
    assertSame(held.subset(8, 7, 6).subset(2, 0), filed.subset(8, 7, 6).subset(2, 0));
    Dataset classes = TableTask.classification(filed, "kind").dataset(filed);
    assertThat(classes.isOnDisk()).isTrue();
    assertThat(classes).isEqualTo(TableTask.classification(held, "kind").dataset(held));
    Dataset numbers = TableTask.regression(filed, "number").dataset(filed);
    assertThat(numbers.isOnDisk()).isTrue();
    assertThat(numbers.size()).as("known targets").isEqualTo(54);
    assertThat(numbers).isEqualTo(TableTask.regression(held, "number").dataset(held));
    assertThat(numbers.notes())
        .isEqualTo(TableTask.regression(held, "number").dataset(held).notes());
  }

  @Test
  void rowsAreFoundInEachPartOfTheFile() throws IOException {
    List<List<String>> rows = IntStream.range(0, 100)
        .mapToObj(i -> List.of("cell " + i, "x".repeat(i % 13)))
        .toList();
    FiledRows filed = FiledRows.write(cells(), 64, receiver -> {
      for (List<String> row : rows) {
        receiver.add(row);
      }
    });
    assertThat(IntStream.range(0, 100).mapToObj(filed::row)).isEqualTo(rows);
  }

  @Test
  void namesOrNumbersTheColumnsAsOnTheHeap() throws IOException {
    Path file = written(List.of("1,2", "3,4"));
    Table filed = Table.readToDisk(file, cells());
    assertThat(filed.columns()).containsExactly("0", "1");
    assertThat(filed.size()).isEqualTo(2);
  }

  @Test
  void leavesNoFileOfWhatCannotBeRead() throws IOException {
    Path cut = written(List.of("a,b", "1,2", "3"));
    assertThatThrownBy(() -> Table.readToDisk(cut, cells()))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("line [3]");
    assertThat(cells()).doesNotExist();
    Path empty = written(List.of("a,b"));
    assertThatThrownBy(() -> Table.readToDisk(empty, cells())).hasMessageContaining("[0] examples");
    assertThat(cells()).doesNotExist();
    assertThatThrownBy(() -> Table.readToDisk(folder.resolve("none.csv"), cells()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void doesNotWriteOverWhatItReads() throws IOException {
    Path file = written(lines());
    assertThatThrownBy(() -> Table.readToDisk(file, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would be written over it");
    assertThat(Files.readAllLines(file)).isNotEmpty();
  }

  @Test
  void aTableThatIsTooLargeForTheHeapSaysSo() throws IOException {
    Path file = written(lines());
    assertThatThrownBy(() -> Table.read(file, 100))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("Table.readToDisk(…)");
  }
}
