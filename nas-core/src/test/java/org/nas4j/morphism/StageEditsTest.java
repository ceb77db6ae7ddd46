package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

class StageEditsTest {

  private static final double EXACT = 1e-5;
  private static final List<Double> FACTORS = List.of(1.5, 2.0);

  private final SplittableRandom random = new SplittableRandom(7);

  /** Two stages: 36 pixels of 4 channels, 9 pixels of 6. */
  private static Architecture residual() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    String x = block(b, "a", 4, Architecture.INPUT);
    String y = block(b, "b", 4, x);
    x = b.add("sum", new Add(), x, y);
    x = b.add("c", Convolution.of(6, Window.square(3)), x);
    x = b.add("pool", Pooling.max(Window.square(2).stride(2)), x);
    x = b.add("c.bn", BatchNormalization.DEFAULT, x);
    x = b.add("c.relu", Activation.RELU, x);
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("out", SoftmaxOutput.of(3), x));
  }

  private static String block(Architecture.Builder b, String name, int filters, String input) {
    b.add(name, Convolution.of(filters, Window.square(3)), input);
    b.add(name + ".bn", BatchNormalization.DEFAULT, name);
    return b.add(name + ".relu", Activation.RELU, name + ".bn");
  }

  @TestFactory
  Stream<DynamicTest> allKeepTheFunction() {
    Map<String, Architecture> all = new LinkedHashMap<>(Networks.all());
    all.put("two stages", residual());
    return all.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
          WeightedArchitecture network = Networks.weighted(each.getValue(), random);
          List<Morphism> edits = StageEdits.of(each.getValue(), FACTORS, 2, 3);
          assertThat(edits).isNotEmpty();
          for (Morphism edit : edits) {
            WeightedArchitecture grown = edit.apply(network, random);
            assertThat(Networks.difference(network, grown)).as("%s", edit).isLessThan(EXACT);
            assertThat(grown.architecture().cost().parameters())
                .as("%s", edit)
                .isGreaterThan(each.getValue().cost().parameters());
          }
        }));
  }

  @Test
  void eachStageGrowsAsAWhole() {
    Architecture start = residual();
    List<Morphism> edits = StageEdits.of(start, List.of(1.5), 4, 3);
    assertThat(edits)
        .extracting(Object::toString)
        .containsExactly(
            "1.5 times the channels at 36 pixels",
            "1.5 times the channels at 9 pixels",
            "a block of 3x3 at 36 pixels",
            "a block of 3x3 at 9 pixels");
    Architecture first = edits.get(0).edit(start);
    assertThat(first.shape("a").channels()).isEqualTo(8);
    assertThat(first.shape("b").channels()).isEqualTo(8);
    assertThat(first.shape("c").channels()).isEqualTo(6);
    Architecture second = edits.get(1).edit(start);
    assertThat(second.shape("a").channels()).isEqualTo(4);
    assertThat(second.shape("c").channels()).isEqualTo(12);
    assertThat(edits.get(2).edit(start).node("c").inputs()).containsExactly("sum+block1/join");
  }

  private static Architecture row(int first, int second, int kernel) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
    b.add("first", Convolution.of(first, Window.square(kernel)), Architecture.INPUT);
    b.add("second", Convolution.of(second, Window.square(kernel)), "first");
    b.add("mean", GlobalPooling.AVERAGE, "second");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  private static List<Integer> widths(Architecture network) {
    return List.of(network.shape("first").channels(), network.shape("second").channels());
  }

  /** One and a half times 3 and 4 are 4.5 and 6. */
  @Test
  void allLayersOfAStageGrowToMultiples() {
    Architecture start = row(3, 4, 3);
    List<Morphism> even = StageEdits.of(start, List.of(1.5), 2, 3);
    assertThat(even).hasToString("[1.5 times the channels at 16 pixels]");
    assertThat(widths(even.get(0).edit(start))).containsExactly(6, 6);
    assertThat(widths(StageEdits.of(start, List.of(1.5), 1, 3).get(0).edit(start)))
        .containsExactly(5, 6);
  }

  /** Patches of 9 pixels have 9 directions, and 18 with both signs. */
  @ParameterizedTest
  @CsvSource({"17, 3, 26", "18, 3, 18", "2, 1, 2", "1, 1, 2"})
  void aFirstConvolutionThatSeesAllDirectionsStays(int filters, int kernel, int grown) {
    Architecture start = row(filters, 40, kernel);
    List<Integer> first = StageEdits.of(start, List.of(1.5), 1, 3).stream()
        .map(edit -> edit.edit(start).shape("first").channels())
        .toList();
    assertThat(first).contains(grown);
    assertThat(first.stream().mapToInt(each -> each).max()).hasValue(grown);
  }

  @Test
  void refusesAMultipleOfNone() {
    assertThatThrownBy(() -> StageEdits.of(residual(), FACTORS, 0, 3))
        .hasMessage("The multiple of channels must be at least [1], but is [0].");
  }

  /** Copies of an old channel would take its place in the sum for ever. */
  @Test
  void newChannelsDifferFromTheOldOnesAndReadTheNewOnesToo() {
    WeightedArchitecture network = Networks.weighted(residual(), random);
    WeightedArchitecture grown = Morphism.addChannels("a", 6).apply(network, random);
    WeightArray kernel = grown.weights().get("b/kernel");
    assertThat(kernel.shape()).containsExactly(6, 6, 3, 3);
    for (int filter = 0; filter < 6; filter++) {
      for (int channel = 0; channel < 6; channel++) {
        boolean isDark = filter < 4 && channel >= 4;
        for (int i = 0; i < 9; i++) {
          float value = kernel.values()[(filter * 6 + channel) * 9 + i];
          if (isDark) {
            assertThat(value).isZero();
          } else {
            assertThat(value).isNotZero();
          }
        }
      }
    }
  }

  @Test
  void memoryGoesWhereItsWeightGoesAndNewWeightsHaveNone() {
    Architecture start = residual();
    WeightedArchitecture memory = Networks.weighted(start, random);
    for (Morphism edit : StageEdits.of(start, FACTORS, 2, 3)) {
      Map<String, WeightArray> carried =
          edit.transferState(memory, edit.edit(start), new SplittableRandom(1));
      assertThat(carried.keySet()).isEqualTo(edit.edit(start).weights().keySet());
      double before =
          memory.weights().values().stream().mapToDouble(StageEditsTest::sum).sum();
      double after = carried.values().stream().mapToDouble(StageEditsTest::sum).sum();
      assertThat(after).as("%s", edit).isCloseTo(before, org.assertj.core.data.Offset.offset(1e-3));
      float[] kernel = memory.weights().get("a/kernel").values();
      assertThat(carried.get("a/kernel").values()).startsWith(kernel);
    }
  }

  /** What a copy remembers is what the original does, and noise is for weights alone. */
  @Test
  void copiesRememberWhatTheOriginalDoes() {
    Architecture start = residual();
    WeightedArchitecture network = Networks.weighted(start, random);
    Morphism edit = Morphism.widen("c", 9, 0.5);
    Architecture child = edit.edit(start);
    Map<String, WeightArray> exact =
        Morphism.widen("c", 9, 0).transfer(network, child, new SplittableRandom(5));
    assertThat(edit.transferState(network, child, new SplittableRandom(5)))
        .usingRecursiveComparison()
        .isEqualTo(exact);
  }

  private static double sum(WeightArray array) {
    double sum = 0;
    for (float value : array.values()) {
      sum += value;
    }
    return sum;
  }
}
