package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Table;

/** Which examples judge. */
class SplitsTest {

  @TempDir
  private Path folder;

  /** Example i has the value i, and the class i mod 2. */
  private static Dataset numbered(int size) {
    float[][] values = new float[size][1];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      values[i][0] = i;
      labels[i] = i % 2;
    }
    return Dataset.of(Shape.vector(1), 2, values, labels);
  }

  private static List<Integer> values(Dataset data) {
    return IntStream.range(0, data.size())
        .map(i -> (int) data.values(i)[0])
        .boxed()
        .toList();
  }

  @Test
  void theLastExamplesAreTheFuture() {
    Split split = Splits.of(numbered(10), new HeldOut.TheLast(), 3, 1);
    assertThat(values(split.validation())).containsExactly(7, 8, 9);
    assertThat(values(split.training())).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void noGroupIsOnBothSides() {
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "patient" + i / 4).toList();
    for (long seed = 0; seed < 20; seed++) {
      Split split = Splits.of(numbered(100), new HeldOut.Groups(keys), 20, seed);
      Set<Integer> training = groups(split.training());
      Set<Integer> validation = groups(split.validation());
      assertThat(training).doesNotContainAnyElementsOf(validation);
      assertThat(split.validation().size()).isEqualTo(20);
      assertThat(split.training().size()).isEqualTo(80);
    }
  }

  private static Set<Integer> groups(Dataset data) {
    Set<Integer> groups = new TreeSet<>();
    values(data).forEach(value -> groups.add(value / 4));
    return groups;
  }

  /** Group 0 alone has the odd class. */
  @Test
  void noClassIsLostFromTraining() {
    List<String> keys =
        IntStream.range(0, 40).mapToObj(i -> i % 2 == 1 ? "0" : "1" + i).toList();
    for (long seed = 0; seed < 20; seed++) {
      Split split = Splits.of(numbered(40), new HeldOut.Groups(keys), 8, seed);
      assertThat(values(split.validation())).hasSize(8).allMatch(value -> value % 2 == 0);
    }
  }

  @Test
  void refusesGroupsThatCannotJudge() {
    Dataset data = numbered(4);
    assertThatThrownBy(() -> Splits.of(data, new HeldOut.Groups(List.of("a", "a", "a", "a")), 1, 1))
        .hasMessageContaining("of one group, [a]")
        .hasMessageContaining("Maybe another column");
    assertThatThrownBy(() -> Splits.of(data, new HeldOut.Groups(List.of("a", "b", "a", "b")), 1, 1))
        .hasMessageContaining("has a class to itself");
    assertThatThrownBy(() -> Splits.of(data, new HeldOut.Groups(List.of("a")), 1, 1))
        .hasMessageContaining("[4] examples, but the groups of [1]");
  }

  /** A wrong kind is refused where it is named, before any time is spent. */
  @Test
  void refusesHeldOutDataOfAnotherKind() {
    Table cars = Samples.cars(folder, "cars.csv", 20, 1);
    AutoSearch table = AutoSearch.table(cars, "mpg");
    AutoSearch images = AutoSearch.images(Samples.images(20, 1));
    assertThatThrownBy(() -> table.validation(numbered(4)))
        .hasMessageContaining("Maybe read them as a table");
    assertThatThrownBy(() -> images.validation(cars)).hasMessageContaining("have no rows");
    assertThatThrownBy(() -> images.groups("maker")).hasMessageContaining("have no rows");
    assertThatThrownBy(() -> table.groups("make")).hasMessageContaining("no column [make]");
    assertThatThrownBy(() -> images.groups(List.of("a"))).hasMessageContaining("groups of [1]");
    assertThatThrownBy(() -> table.groups(List.of("a"))).hasMessageContaining("groups of [1]");
    assertThatThrownBy(() -> images.validation(Dataset.of(
            Shape.image(1, 8, 8), List.of("bottom", "top"), new float[1][64], new int[1])))
        .hasMessageContaining("[top, bottom]")
        .hasMessageContaining("[bottom, top]");
    assertThatThrownBy(() -> images.without("id")).isInstanceOf(IllegalStateException.class);
  }
}
