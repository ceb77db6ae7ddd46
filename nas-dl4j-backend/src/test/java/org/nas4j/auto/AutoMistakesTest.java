package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.ImageFolder;
import org.nas4j.data.Table;
import org.nas4j.model.Column;
import org.nas4j.model.TableColumns;

/** What a new user is likely to get wrong: each error says what, and what to do. */
class AutoMistakesTest {

  @TempDir
  private Path folder;

  private Table table(IntFunction<String> line, int count) {
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < count; i++) {
      lines.add(line.apply(i));
    }
    return Samples.table(folder, "table.csv", lines);
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
    return assertThatThrownBy(call).hasMessageContaining("Maybe ");
  }

  @Test
  void aWrongColumn() {
    refused(() -> AutoSearch.table(table(i -> i + "," + i, 9), "price"))
        .hasMessageContaining("no column [price]")
        .hasMessageContaining("only [x, y]");
    refused(() -> AutoSearch.table(table(i -> i + "," + i, 9), "y").without("id"))
        .hasMessageContaining("no column [id]");
    refused(() -> AutoSearch.table(table(i -> i + "," + i, 9), "y").without("y"))
        .hasMessageContaining("cannot be left out");
  }

  @Test
  void aWrongShape() {
    Dataset rows = Dataset.of(Shape.vector(2), 2, new float[4][2], new int[4]);
    refused(() -> AutoSearch.images(rows)).hasMessageContaining("Maybe call table(…)");
    TableColumns columns = new TableColumns(List.of(new Column.Numbers("weight", 1, false, false)));
    refused(() -> columns.encode(Map.of("Weight", "2"))).hasMessageContaining("known are [weight]");
  }

  @Test
  void labelsThatCountFromOne() {
    refused(() -> Dataset.of(Shape.image(1, 1, 1), 2, new float[2][1], new int[] {1, 2}))
        .hasMessageContaining("labels count from 1");
  }

  @Test
  void oneClass() {
    refused(() -> AutoSearch.images(
            Dataset.of(Shape.image(1, 1, 1), List.of("a", "b"), new float[5][1], new int[5])))
        .hasMessageContaining("All [5] images are of the class [a]");
    refused(() -> AutoSearch.table(table(i -> i + ",yes", 9), "y"))
        .hasMessageContaining("is [yes] in all rows")
        .hasMessageContaining("another column is the target: [x]");
  }

  @Test
  void aNumberThatIsAlwaysTheSame() {
    refused(() -> AutoSearch.table(table(i -> i + ",3.7", 9), "y"))
        .hasMessageContaining("is [3.7] in all rows");
  }

  @Test
  void anEmptyFolder() {
    refused(() -> ImageFolder.read(folder, Shape.image(1, 8, 8)))
        .hasMessageContaining("holds [0] folders")
        .hasMessageContaining("one folder for each class");
  }

  @Test
  void tooLittleMemory() {
    Dataset images = Samples.images(10, 1);
    AutoImages.requireRoom(images, 2 * 4 * 64 * 10);
    refused(() -> AutoImages.requireRoom(images, 2 * 4 * 64 * 10 - 1))
        .hasMessageContaining("the heap is")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void aMissingFile() {
    refused(() -> Table.read(folder.resolve("nothing.csv")))
        .hasMessageContaining("nothing.csv")
        .hasMessageContaining("There is no such file");
  }

  @Test
  void onlyMissingValues() {
    refused(() -> AutoSearch.table(table(i -> i + ",?", 9), "y"))
        .hasMessageContaining("no value in any of the [9] rows");
    refused(() -> AutoSearch.table(table(i -> "," + i, 9), "y")
            .within(Duration.ofSeconds(1))
            .run())
        .hasMessageContaining("The column [x] has no value in any row")
        .hasMessageContaining("leave it out: without(…)");
  }

  @Test
  void aDuplicatedHeader() throws IOException {
    Path file = Files.write(folder.resolve("twice.csv"), List.of("a,a", "1,2"));
    refused(() -> Table.read(file))
        .hasMessageContaining("two columns [a]")
        .hasMessageContaining("rename one");
  }

  @Test
  void aWordAmongNumbers() {
    refused(() -> AutoSearch.table(table(i -> i + "," + (i == 7 ? "unknown" : i + ".5"), 60), "y"))
        .hasMessageContaining("[unknown] in row [7] is none");
    refused(() -> AutoSearch.table(table(i -> i + ",name" + i, 150), "y"))
        .hasMessageContaining("too many classes");
  }

  @Test
  void tooFewRowsOrColumns() {
    refused(() -> AutoSearch.table(table(i -> i + "," + i, 4), "y"))
        .hasMessageContaining("in [4] rows only");
    refused(() -> AutoSearch.table(
            Samples.table(folder, "one.csv", List.of("y", "1", "2", "3", "4", "5")), "y"))
        .hasMessageContaining("is the only one");
  }

  @Test
  void theSameFileForTrainingAndValidation() {
    Table cars = Samples.cars(folder, "cars.csv", 40, 1);
    refused(() -> AutoSearch.table(cars, "mpg")
            .validation(cars)
            .within(Duration.ofSeconds(1))
            .run())
        .hasMessageContaining("All [40] validation rows are training rows too");
  }
}
