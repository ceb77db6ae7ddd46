package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.model.Column;

/** Tables as people have them become examples, and what makes no sense is refused by its name. */
class TableTest {

  @TempDir
  private Path folder;

  private Table table(String... lines) throws IOException {
    return Table.read(Files.write(folder.resolve("table.csv"), List.of(lines)));
  }

  private Table cars() throws IOException {
    return table(
        "name,mpg,weight,origin",
        "\"a, b\",18,3504,USA",
        "c,?,3693,Japan",
        "d,24.5,,Japan",
        "e,30,2000,",
        "f,21,2500,USA");
  }

  @Test
  void makesNumbersOfCategoriesAndMissingValues() throws IOException {
    TableTask task = TableTask.without(cars(), "name").regression("mpg");
    assertThat(task.columns().columns())
        .containsExactly(
            new Column.Numbers("weight", 3002, true, false),
            new Column.Categories("origin", List.of("Japan", "USA")));
    Dataset data = task.dataset(cars());
    assertThat(data.shape()).isEqualTo(Shape.vector(4));
    assertThat(data.size()).isEqualTo(4);
    assertThat(data.notes()).containsExactly("[1] rows lack the target [mpg] and were left out.");
    assertThat(data.values(0)).containsExactly(3504, 0, 0, 1);
    assertThat(data.values(1)).containsExactly(3002, 1, 1, 0);
    assertThat(data.values(2)).containsExactly(2000, 0, 0, 0);
    assertThat(data.target(1)).containsExactly(24.5f);
    assertThat(data.targets()).isEqualTo(1);
    assertThat(data.classes()).isZero();
  }

  @Test
  void findsSemicolonsAndDecimalCommas() throws IOException {
    Table table = table("a;b;y", "1,5;x;3,25", "2;z;4", "2,5;x;1");
    TableTask task = TableTask.regression(table, "y", "a");
    Dataset data = task.dataset(table);
    assertThat(data.target(0)).containsExactly(3.25f, 1.5f);
    assertThat(data.values(1)).containsExactly(0, 1);
    assertThat(TableTask.regression(table, "y").columns().encode(Map.of("a", "7,5", "b", "x")))
        .containsExactly(7.5f, 1, 0);
  }

  @Test
  void knowsNumbersWithoutHeader() throws IOException {
    Table table = table("1\t2\t0", "3\t4\t1", "5\t6\t1");
    assertThat(table.columns()).containsExactly("0", "1", "2");
    Dataset data = TableTask.classification(table, "2").dataset(table);
    assertThat(data.classNames()).containsExactly("0", "1");
    assertThat(data.label(2)).isEqualTo(1);
    assertThat(data.values(2)).containsExactly(5, 6);
  }

  @Test
  void treatsOtherRowsAsTheTrainingRows() throws IOException {
    TableTask task = TableTask.without(cars(), "name").classification("origin");
    Table other = table("origin,more,weight,mpg", "USA,1,?,20");
    assertThat(task.dataset(other).values(0)).containsExactly(20, 0, 3002, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.dataset(table("origin,weight,mpg", "Mars,1,2")))
        .withMessageContaining("[Mars]")
        .withMessageContaining("[Japan, USA]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.dataset(table("origin,mpg", "USA,2")))
        .withMessageContaining("[weight]");
  }

  @Test
  void notesWordsThatTheTrainingRowsLack() throws IOException {
    TableTask task = TableTask.without(cars(), "name").regression("mpg");
    Dataset test = task.dataset(
        table("mpg,weight,origin", "20,2000,Mars", "21,2000,", "22,2000,USA", "23,2000,Venus"));
    assertThat(test.values(0)).containsExactly(2000, 0, 0, 0);
    assertThat(test.notes())
        .containsExactly("[2] cells of the column [origin] hold words that the training rows lack,"
            + " such as [Mars]; they count as missing.");
  }

  @Test
  void refusesWhatMakesNoFeature() throws IOException {
    Table dates = table("day,y", "2024-01-05,1", "2024-02-07,2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.regression(dates, "y"))
        .withMessageContaining("The column [day] holds dates, such as [2024-01-05]")
        .withMessageContaining("without(…)");
    String[] lines = new String[41];
    lines[0] = "id,y";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "x" + i + "," + i;
    }
    Table ids = table(lines);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.regression(ids, "y"))
        .withMessageContaining("The column [id] holds [40] different texts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.regression(ids, "z"))
        .withMessageContaining("There is no column [z]")
        .withMessageContaining("[id, y]");
    assertThatIllegalArgumentException().isThrownBy(() -> TableTask.regression(ids, "id"));
    Table empty = table("a,y", "?,1", ",2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.regression(empty, "y"))
        .withMessageContaining("The column [a] has no value");
    Table words = table("a,y", "1,hot", "2,hot");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.regression(words, "y"))
        .withMessageContaining("classification(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableTask.classification(words, "y"))
        .withMessageContaining("[hot]");
    assertThatThrownBy(() -> table("a,b", "1,2", "3"))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("line [3]");
    assertThatThrownBy(() -> table("a,a", "1,2")).hasMessageContaining("two columns [a]");
    assertThatThrownBy(() -> table("a,b")).hasMessageContaining("[0] examples");
  }

  @Test
  void splitsRows() throws IOException {
    List<Table> parts = cars().split(2, new SplittableRandom(1));
    assertThat(parts.get(0).size()).isEqualTo(2);
    assertThat(parts.get(1).size()).isEqualTo(3);
    assertThat(parts.stream().flatMap(part -> part.cells("name").stream()))
        .containsExactlyInAnyOrder("a, b", "c", "d", "e", "f");
  }

  @Test
  void standardisesTargets() {
    Dataset data = Dataset.ofNumbers(
        Shape.vector(1), new float[][] {{0}, {1}, {2}}, new float[][] {{10, 5}, {20, 5}, {30, 5}});
    Standardisation figures = Standardisation.ofTargets(data);
    assertThat(figures.means()).containsExactly(20, 5);
    Dataset scaled = figures.applyToTargets(data);
    assertThat(scaled.target(1)).containsExactly(0, 0);
    assertThat(scaled.target(2)[0]).isEqualTo((float) (10 / Math.sqrt(200.0 / 3)));
    assertThat(scaled.overlap(data)).isEqualTo(3);
    assertThat(scaled.fingerprint()).isNotEqualTo(data.fingerprint());
  }

  @Test
  void weighsClassesAlike() {
    Dataset data =
        Dataset.of(Shape.vector(1), 3, new float[][] {{0}, {1}, {2}, {3}}, new int[] {0, 0, 0, 2});
    Dataset balanced = data.balanced();
    assertThat(balanced.weight(0)).isEqualTo(4f / 6);
    assertThat(balanced.weight(3)).isEqualTo(2);
    assertThat(balanced.subset(3).weight(0)).isEqualTo(2);
    assertThat(data.isWeighted()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.weighted(new float[] {1, 2, 3}))
        .withMessageContaining("[3] weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.weighted(new float[] {1, 2, 3, -1}))
        .withMessageContaining("[-1.0]");
  }

  @Test
  void refusesATableThatIsTooLargeForTheHeap() throws IOException {
    Path file = Files.write(folder.resolve("large.csv"), List.of("a,b", "1,2", "3,4"));
    assertThat(Table.read(file, 6).size()).isEqualTo(2);
    assertThatThrownBy(() -> Table.read(file, 5))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("[5], up to line [3]")
        .hasMessageContaining("Maybe start Java with a larger heap");
  }
}
