package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

class WeightBankTest {

  @TempDir
  private Path folder;

  private static Architecture network(int filters, String second) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
    b.add("a", Convolution.of(filters, Window.square(3)).withBias(), Architecture.INPUT);
    b.add(second, Convolution.of(3, Window.square(3)), "a");
    b.add("flat", new Flatten(), second);
    return b.build(b.add("out", SoftmaxOutput.of(2), "flat"));
  }

  /** Equal names are the same array, and other names are others. */
  @Test
  void networksThatNameTheSameWeightsShareThem() {
    WeightBank bank = new WeightBank(1);
    Map<String, WeightArray> one = bank.weights(network(5, "b"));
    Map<String, WeightArray> other = bank.weights(network(5, "c"));
    assertThat(other.get("a/kernel")).isSameAs(one.get("a/kernel"));
    assertThat(other.get("c/kernel").values()).isNotEqualTo(one.get("b/kernel").values());
    one.get("a/kernel").values()[0] = 42;
    assertThat(bank.weights(network(5, "c")).get("a/kernel").values()[0]).isEqualTo(42);
  }

  @Test
  void firstValuesDependOnSeedAndNameNotOnOrder() {
    WeightBank one = new WeightBank(1);
    one.weights(network(5, "b"));
    float[] later = one.weights(network(5, "c")).get("c/kernel").values();
    assertThat(new WeightBank(1).weights(network(5, "c")).get("c/kernel").values())
        .isEqualTo(later);
    assertThat(new WeightBank(2).weights(network(5, "c")).get("c/kernel").values())
        .isNotEqualTo(later);
  }

  @Test
  void refusesAnotherShapeUnderTheSameName() {
    WeightBank bank = new WeightBank(1);
    bank.weights(network(5, "b"));
    assertThatThrownBy(() -> bank.weights(network(6, "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a/kernel]")
        .hasMessageContaining("[5, 1, 3, 3]")
        .hasMessageContaining("[6, 1, 3, 3]");
  }

  @Test
  void goesOnFromAFile() throws IOException {
    WeightBank bank = new WeightBank(1);
    bank.weights(network(5, "b")).get("b/kernel").values()[3] = 7;
    Path file = folder.resolve("bank.weights");
    bank.save(file);
    WeightBank loaded = WeightBank.load(file, 1);
    assertThat(loaded.size()).isEqualTo(bank.size());
    bank.snapshot()
        .forEach((name, array) ->
            assertThat(loaded.snapshot().get(name).values()).as(name).isEqualTo(array.values()));
    assertThat(loaded.weights(network(5, "c")).get("c/kernel").values())
        .isEqualTo(bank.weights(network(5, "c")).get("c/kernel").values());
  }

  @Test
  void snapshotsAreIndependent() {
    WeightBank bank = new WeightBank(1);
    Map<String, WeightArray> weights = bank.weights(network(5, "b"));
    float before = bank.snapshot().get("a/kernel").values()[0];
    Map<String, WeightArray> snapshot = bank.snapshot();
    weights.get("a/kernel").values()[0] = 42;
    assertThat(snapshot.get("a/kernel").values()[0]).isEqualTo(before);
  }

  @Test
  void sharesArraysThatNoArchitectureDescribes() {
    WeightBank bank = new WeightBank(3);
    var array = bank.uniform("recurrent/0-1", java.util.List.of(4, 8), 0.5);
    assertThat(bank.uniform("recurrent/0-1", java.util.List.of(4, 8), 0.5)).isSameAs(array);
    assertThat(array.values()).hasSize(32).doesNotContain(0f);
    for (float value : array.values()) {
      assertThat(value).isBetween(-0.5f, 0.5f);
    }
    WeightBank other = new WeightBank(3);
    other.uniform("first", java.util.List.of(2), 0);
    assertThat(other.uniform("recurrent/0-1", java.util.List.of(4, 8), 0.5).values())
        .isEqualTo(array.values());
    assertThatThrownBy(() -> bank.uniform("recurrent/0-1", java.util.List.of(8, 4), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 8]");
  }
}
