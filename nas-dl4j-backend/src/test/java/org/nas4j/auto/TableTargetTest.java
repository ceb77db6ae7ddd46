package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.data.Table;

/** Whether a column is a class or a number. */
class TableTargetTest {

  @TempDir
  private Path folder;

  private boolean classifies(IntFunction<String> target) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x;y"));
    for (int i = 0; i < 60; i++) {
      lines.add(i + ";" + target.apply(i));
    }
    Table table = Table.read(Files.write(folder.resolve("table.csv"), lines));
    return TableTarget.isClass(table, "y");
  }

  @Test
  void wordsAndAFewWholeNumbersAreClasses() throws IOException {
    assertThat(classifies(i -> i % 2 == 0 ? "yes" : "no")).isTrue();
    assertThat(classifies(i -> String.valueOf(i % 10))).isTrue();
  }

  @Test
  void otherNumbersAreForetold() throws IOException {
    assertThat(classifies(String::valueOf)).isFalse();
    assertThat(classifies(i -> i % 3 + ".5")).isFalse();
    assertThat(classifies(i -> i + "e-3")).isFalse();
    assertThat(classifies(i -> i + ",25")).isFalse();
  }
}
