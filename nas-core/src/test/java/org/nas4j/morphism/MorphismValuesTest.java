package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Padding;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * Which nodes and numbers each edit adds, exactly. That the function stays is in
 * {@link MorphismTest}.
 */
class MorphismValuesTest {

  private static final Architecture PLAIN = Networks.all().get("plain");
  private static final Architecture SEPARABLE = Networks.all().get("separable");

  private final WeightedArchitecture plain = Networks.weighted(PLAIN, new SplittableRandom(1));

  private static WeightedArchitecture applied(Morphism morphism, WeightedArchitecture parent) {
    return morphism.apply(parent, new SplittableRandom(2));
  }

  private static float[] values(WeightedArchitecture network, String name) {
    return network.weights().get(name).values();
  }

  private static List<String> names(Architecture architecture) {
    return architecture.nodes().stream().map(Node::name).toList();
  }

  private static void assertOthersAreKept(WeightedArchitecture parent, WeightedArchitecture child) {
    parent.weights().forEach((name, array) -> {
      assertThat(values(child, name)).as(name).isEqualTo(array.values());
      assertThat(values(child, name)).as(name).isNotSameAs(array.values());
    });
  }

  @Test
  void deepensByAnIdentityKernelAndTheActivationOnceMore() {
    WeightedArchitecture child = applied(new Deepen("a.relu", 3, false, 0), plain);
    Architecture deeper = child.architecture();
    assertThat(names(deeper))
        .containsExactly(
            "a",
            "a.bn",
            "a.relu",
            "a.relu+deep1",
            "a.relu+deep1/act",
            "b",
            "pool",
            "flat",
            "fc",
            "fc.relu",
            "out");
    assertThat(deeper.node("a.relu+deep1").layer())
        .isEqualTo(new Convolution(4, Window.square(3), 1, true));
    assertThat(deeper.node("a.relu+deep1/act").layer()).isEqualTo(Activation.RELU);
    assertThat(deeper.node("b").inputs()).containsExactly("a.relu+deep1/act");
    float[] identity = new float[4 * 4 * 9];
    for (int i = 0; i < 4; i++) {
      identity[(i * 4 + i) * 9 + 4] = 1;
    }
    assertThat(values(child, "a.relu+deep1/kernel")).isEqualTo(identity);
    assertThat(values(child, "a.relu+deep1/bias")).containsExactly(0, 0, 0, 0);
    assertOthersAreKept(plain, child);
  }

  @Test
  void deepensWithANormalizationThatUndoesItself() {
    WeightedArchitecture child = applied(new Deepen("b", 1, true, 0), plain);
    assertThat(names(child.architecture())).containsSequence("b", "b+deep1", "b+deep1/bn", "pool");
    assertThat(child.architecture().node("b+deep1").layer())
        .isEqualTo(new Convolution(5, Window.square(1), 1, false));
    assertThat(values(child, "b+deep1/bn/gamma"))
        .containsOnly((float) Math.sqrt(1 + BatchNormalization.DEFAULT.epsilon()));
    assertThat(values(child, "b+deep1/bn/variance")).containsOnly(1).hasSize(5);
    assertThat(values(child, "b+deep1/bn/mean")).containsOnly(0).hasSize(5);
    assertThat(values(child, "b+deep1/bn/beta")).containsOnly(0).hasSize(5);
  }

  @Test
  void deepensVectorsByDenseLayersAndNumbersThem() {
    WeightedArchitecture child = applied(new Deepen("fc.relu", 3, false, 0), plain);
    child = applied(new Deepen("fc.relu", 3, false, 0), child);
    assertThat(names(child.architecture()))
        .containsSequence(
            "fc.relu", "fc.relu+deep2", "fc.relu+deep2/act", "fc.relu+deep1", "fc.relu+deep1/act");
    assertThat(child.architecture().node("fc.relu+deep2").layer()).isEqualTo(new Dense(7, true));
    float[] identity = new float[49];
    for (int i = 0; i < 7; i++) {
      identity[i * 8] = 1;
    }
    assertThat(values(child, "fc.relu+deep2/kernel")).isEqualTo(identity);
  }

  /** The deviation of an identity kernel of 4 ones among 144 numbers, times the ratio. */
  @Test
  void deepensWithTheNoiseThatWasAskedFor() {
    float[] noisy =
        values(applied(new Deepen("a.relu", 3, false, 0.5), plain), "a.relu+deep1/kernel");
    double deviation = 0.5 * Math.sqrt(4 / 144.0 - 4 / 144.0 * (4 / 144.0));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < noisy.length; i++) {
      int filter = i / 36;
      int one = i == (filter * 4 + filter) * 9 + 4 ? 1 : 0;
      assertThat((double) noisy[i])
          .isCloseTo(one + deviation * random.nextGaussian(), within(1e-6));
    }
  }

  @Test
  void settlesAtWhatWasMeasured() {
    WeightedArchitecture deeper = applied(new Deepen("a.relu", 3, true, 0), plain);
    String bn = "a.relu+deep1/bn";
    float[] mean = {1, 2, -3, 0};
    float[] variance = {4, 0.25f, 1, 9};
    WeightedArchitecture settled = deeper.settled(bn, mean, variance);
    assertThat(settled.architecture()).isEqualTo(deeper.architecture());
    assertThat(values(settled, bn + "/mean")).containsExactly(mean);
    assertThat(values(settled, bn + "/beta")).containsExactly(mean);
    assertThat(values(settled, bn + "/variance")).containsExactly(variance);
    for (int i = 0; i < 4; i++) {
      assertThat(values(settled, bn + "/gamma")[i])
          .isCloseTo((float) Math.sqrt(variance[i] + 1e-5), within(1e-6f));
    }
    assertThat(values(deeper, bn + "/mean")).containsOnly(0);
    assertThatThrownBy(() -> deeper.settled("b", mean, variance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Node [b] is no batch normalization.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4})
  void refusesKernelsWithoutACentre(int kernel) {
    assertThatThrownBy(() -> new Deepen("a", kernel, true, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its size must be odd, but is [" + kernel + "]");
  }

  @Test
  void refusesNoiseThatIsNone() {
    assertThatThrownBy(() -> new Deepen("a", 3, true, -1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> new Widen("a", 3, Double.NaN)).hasMessageContaining("[NaN]");
  }

  @Test
  void namesWhatBelongsToALayer() {
    assertThatThrownBy(() -> new Deepen("a.bn", 3, true, 0).edit(PLAIN))
        .isInstanceOf(InfeasibleException.class)
        .hasMessage("Node [a.relu] belongs to node [a.bn], so nothing may come between them.\nMaybe"
            + " deepen behind [a.relu].");
  }

  /**
   * New channels are copies with noise; what merely carries channels on copies its numbers as they
   * are.
   */
  @Test
  void noiseOfWiderLayersSparesAllButTheirKernel() {
    WeightedArchitecture exact = applied(new Widen("a", 7, 0), plain);
    WeightedArchitecture noisy = applied(new Widen("a", 7, 0.5), plain);
    for (String array : List.of("gamma", "beta", "mean", "variance")) {
      assertThat(values(noisy, "a.bn/" + array))
          .as(array)
          .hasSize(7)
          .isEqualTo(values(exact, "a.bn/" + array));
    }
    assertThat(values(noisy, "b/kernel")).isEqualTo(values(exact, "b/kernel"));
    float[] before = values(plain, "a/kernel");
    float[] one = values(exact, "a/kernel");
    float[] other = values(noisy, "a/kernel");
    float[] noise = new float[3 * 18];
    for (int i = 0; i < one.length; i++) {
      if (i < 4 * 18) {
        assertThat(other[i]).isEqualTo(one[i]).isEqualTo(before[i]);
      } else {
        noise[i - 4 * 18] = other[i] - one[i];
      }
    }
    assertThat(noise).doesNotContain(0);
    assertThat(Noise.deviation(noise) / Noise.deviation(before)).isBetween(0.35, 0.65);
  }

  @Test
  void biasesAreCopiedWithoutNoise() {
    assertThat(values(applied(new Widen("b", 8, 0.5), plain), "b/bias"))
        .isEqualTo(values(applied(new Widen("b", 8, 0), plain), "b/bias"));
  }

  /** A flattened 3×3 map: 9 columns a channel, and copies share what the one channel had. */
  @Test
  void widerMapsShareTheColumnsOfTheDenseLayer() {
    WeightedArchitecture child = applied(new Widen("b", 6, 0), plain);
    float[] bias = values(child, "b/bias");
    float[] old = values(plain, "b/bias");
    assertThat(Arrays.copyOf(bias, 5)).isEqualTo(old);
    int source = indexOf(old, bias[5]);
    float[] before = values(plain, "fc/kernel");
    float[] after = values(child, "fc/kernel");
    for (int unit = 0; unit < 7; unit++) {
      for (int channel = 0; channel < 6; channel++) {
        int from = channel == 5 ? source : channel;
        float shares = from == source ? 2 : 1;
        for (int p = 0; p < 9; p++) {
          assertThat(after[unit * 54 + channel * 9 + p])
              .isEqualTo(before[unit * 45 + from * 9 + p] / shares);
        }
      }
    }
  }

  private static int indexOf(float[] values, float value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    throw new AssertionError("[" + value + "] is none of " + Arrays.toString(values));
  }

  @Test
  void widensEachKindOfLayerAndNothingElseOfIt() {
    assertThat(new Widen("b", 9, 0).edit(PLAIN).node("b").layer())
        .isEqualTo(new Convolution(9, Window.square(3), 1, true));
    assertThat(new Widen("fc", 9, 0).edit(PLAIN).node("fc").layer()).isEqualTo(new Dense(9, true));
    assertThat(new Widen("fc", 9, 0).edit(SEPARABLE).node("fc").layer())
        .isEqualTo(new Dense(9, false));
    assertThat(new Widen("s2", 9, 0).edit(SEPARABLE).node("s2").layer())
        .isEqualTo(new SeparableConvolution(9, Window.square(5), true));
    assertThat(new Widen("s1", 9, 0).edit(SEPARABLE).node("s1").layer())
        .isEqualTo(new SeparableConvolution(9, Window.square(3), false));
  }

  private static Architecture single(Shape.Image input, Layer layer) {
    Architecture.Builder b = Architecture.builder(input);
    b.add("conv", layer, Architecture.INPUT);
    b.add("mean", GlobalPooling.AVERAGE, "conv");
    return b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
  }

  @Test
  void enlargesEachKindOfKernelAndNothingElseOfIt() {
    assertThat(new EnlargeKernel("b").edit(PLAIN).node("b").layer())
        .isEqualTo(new Convolution(5, Window.square(5), 1, true));
    assertThat(new EnlargeKernel("dw").edit(SEPARABLE).node("dw").layer())
        .isEqualTo(new DepthwiseConvolution(Window.square(5), true));
    assertThat(new EnlargeKernel("s2").edit(SEPARABLE).node("s2").layer())
        .isEqualTo(new SeparableConvolution(6, Window.square(7), true));
    Convolution grouped = new Convolution(4, Window.of(1, 3).dilation(2), 2, false);
    assertThat(new EnlargeKernel("conv")
            .edit(single(Shape.image(2, 8, 8), grouped))
            .node("conv")
            .layer())
        .isEqualTo(new Convolution(4, Window.of(3, 5).dilation(2), 2, false));
  }

  @Test
  void surroundsKernelsByZeros() {
    Architecture network = single(Shape.image(2, 6, 6), Convolution.of(2, Window.of(1, 3)));
    Map<String, WeightArray> weights =
        new LinkedHashMap<>(Networks.weighted(network, new SplittableRandom(1)).weights());
    weights.put(
        "conv/kernel",
        WeightArray.of(List.of(2, 2, 1, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    WeightedArchitecture larger =
        applied(new EnlargeKernel("conv"), new WeightedArchitecture(network, weights));
    float[] expected = new float[4 * 15];
    for (int k = 0; k < 4; k++) {
      for (int column = 0; column < 3; column++) {
        expected[k * 15 + 5 + 1 + column] = 3 * k + column + 1;
      }
    }
    assertThat(larger.weights().get("conv/kernel").shape()).containsExactly(2, 2, 3, 5);
    assertThat(values(larger, "conv/kernel")).isEqualTo(expected);
  }

  /** With stride 2, one more zero before an even size does not move the kernel by one. */
  @ParameterizedTest
  @CsvSource({"5, 5, 1, true", "6, 5, 1, false", "5, 6, 1, false", "6, 6, 3, true", "4, 4, 1, false"
  })
  void enlargesOnlyWhereTheOldKernelStaysInPlace(int height, int width, int kernel, boolean fits) {
    Architecture network = single(
        Shape.image(1, height, width), Convolution.of(2, Window.square(kernel).stride(2)));
    EnlargeKernel morphism = new EnlargeKernel("conv");
    if (fits) {
      WeightedArchitecture before = Networks.weighted(network, new SplittableRandom(1));
      assertThat(Networks.difference(before, applied(morphism, before))).isLessThan(1e-6);
    } else {
      assertThatThrownBy(() -> morphism.edit(network))
          .isInstanceOfSatisfying(
              InfeasibleException.class,
              e -> assertThat(e.reason()).isEqualTo("kernel would shift"));
    }
  }

  @Test
  void refusesKernelsThatCannotGrow() {
    Layer valid = Convolution.of(2, Window.square(3).padding(Padding.VALID));
    assertThatThrownBy(() -> new EnlargeKernel("conv").edit(single(Shape.image(1, 6, 6), valid)))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.reason()).isEqualTo("kernel without SAME padding"));
    assertThatThrownBy(() -> new EnlargeKernel("pool").edit(PLAIN))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("Node [pool] is of kind")
        .hasMessageContaining("which has no kernel.");
  }

  @Test
  void addsASkipThroughZeros() {
    WeightedArchitecture child = applied(new InsertSkip("a.relu", "b", InsertSkip.Join.ADD), plain);
    Architecture network = child.architecture();
    assertThat(names(network)).containsSequence("b", "b+skip1", "b+skip1/join", "pool");
    assertThat(network.node("b+skip1").layer()).isEqualTo(Convolution.of(5, Window.square(1)));
    assertThat(network.node("b+skip1").inputs()).containsExactly("a.relu");
    assertThat(network.node("b+skip1/join").layer()).isEqualTo(new Add());
    assertThat(network.node("b+skip1/join").inputs()).containsExactly("b", "b+skip1");
    assertThat(network.node("pool").inputs()).containsExactly("b+skip1/join");
    assertThat(values(child, "b+skip1/kernel")).hasSize(20).containsOnly(0);
    assertOthersAreKept(plain, child);
  }

  @Test
  void concatenatesASkipAndPicksTheLaterNode() {
    WeightedArchitecture child =
        applied(new InsertSkip("a.relu", "b", InsertSkip.Join.CONCAT), plain);
    Architecture network = child.architecture();
    assertThat(names(network)).containsSequence("b", "b+skip1/join", "b+skip1", "pool");
    assertThat(network.node("b+skip1/join").layer()).isEqualTo(new Concat());
    assertThat(network.node("b+skip1/join").inputs()).containsExactly("b", "a.relu");
    float[] picks = new float[5 * 9];
    for (int i = 0; i < 5; i++) {
      picks[i * 9 + i] = 1;
    }
    assertThat(values(child, "b+skip1/kernel")).isEqualTo(picks);
  }

  @Test
  void skipsFromTheInputAndBetweenVectors() {
    Architecture image =
        new InsertSkip(Architecture.INPUT, "a.relu", InsertSkip.Join.ADD).edit(PLAIN);
    assertThat(image.node("a.relu+skip1").inputs()).containsExactly(Architecture.INPUT);
    Architecture vector = new InsertSkip("flat", "fc.relu", InsertSkip.Join.ADD).edit(PLAIN);
    assertThat(vector.node("fc.relu+skip1").layer()).isEqualTo(new Dense(7, false));
  }

  @ParameterizedTest
  @CsvSource({
    "b, a.relu, skip does not lead forward",
    "b, b, skip does not lead forward",
    "fc, out, nothing follows an output",
    "a.relu, pool, skip between unequal sizes",
    "pool, fc, skip between unequal sizes",
    "input, fc, skip between unequal sizes"
  })
  void refusesSkipsThatCannotBe(String from, String to, String reason) {
    String start = from.equals("input") ? Architecture.INPUT : from;
    assertThatThrownBy(() -> new InsertSkip(start, to, InsertSkip.Join.ADD).edit(PLAIN))
        .isInstanceOfSatisfying(
            InfeasibleException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** One stride halves the height, the other the width. */
  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2"})
  void skipsNeedBothHeightAndWidth(int rows, int columns) {
    Architecture network =
        single(Shape.image(1, 6, 6), Convolution.of(2, Window.square(3).stride(rows, columns)));
    assertThatThrownBy(
            () -> new InsertSkip(Architecture.INPUT, "conv", InsertSkip.Join.ADD).edit(network))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.reason()).isEqualTo("skip between unequal sizes"));
  }

  @Test
  void saysWhichWeightsDoNotFit() {
    Map<String, WeightArray> weights = new LinkedHashMap<>(plain.weights());
    WeightArray bias = weights.remove("b/bias");
    assertThatThrownBy(() -> new WeightedArchitecture(PLAIN, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs weights [b/bias] of shape [5], but got [none]");
    weights.put("b/bias", WeightArray.zeros(List.of(6)));
    assertThatThrownBy(() -> new WeightedArchitecture(PLAIN, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got [[6]]");
    weights.put("b/bias", bias);
    assertThat(new WeightedArchitecture(PLAIN, weights).weights().keySet())
        .containsExactlyElementsOf(PLAIN.weights().keySet());
    weights.put("c/bias", bias);
    assertThatThrownBy(() -> new WeightedArchitecture(PLAIN, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no place for the weights [c/bias]");
  }
}
