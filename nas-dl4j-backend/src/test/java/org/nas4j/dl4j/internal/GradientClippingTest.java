package org.nas4j.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.dl4j.internal.graph.GraphSharedNetwork;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.dl4j.internal.onednn.OneDnnSharedNetwork;
import org.nas4j.oneshot.WeightBank;

/** With plain gradient descent and a rate of 1, a step is as long as the gradient. */
class GradientClippingTest {

  private static final int[] LABELS = {0, 1, 2, 0, 1};

  /** Gives the weights before and after a step of length 1. */
  private interface Stepping extends BiFunction<Architecture, NetworkSettings, Steps> {}

  private record Steps(Map<String, WeightArray> before, Map<String, WeightArray> after) {

    Map<String, WeightArray> difference() {
      Map<String, WeightArray> difference = new LinkedHashMap<>();
      after.forEach((name, array) -> {
        if (!name.endsWith("/mean") && !name.endsWith("/variance")) {
          WeightArray moved = array.copy();
          for (int i = 0; i < moved.values().length; i++) {
            moved.values()[i] -= before.get(name).values()[i];
          }
          difference.put(name, moved);
        }
      });
      return difference;
    }

    double length() {
      double squares = 0;
      for (WeightArray array : difference().values()) {
        for (float value : array.values()) {
          squares += value * value;
        }
      }
      return Math.sqrt(squares);
    }
  }

  static Stream<Stepping> engines() {
    Stream<Stepping> portable = Stream.of(
        (architecture, settings) -> step(GraphNetwork.open(architecture, settings)),
        (architecture, settings) ->
            step(architecture, GraphSharedNetwork.open(shared(settings), architecture.input())));
    Stream<Stepping> fast = Stream.of(
        (architecture, settings) -> step(OneDnnNetwork.open(architecture, settings)),
        (architecture, settings) ->
            step(architecture, OneDnnSharedNetwork.open(shared(settings), architecture.input())));
    return OneDnnNetwork.isAvailable() ? Stream.concat(portable, fast) : portable;
  }

  private static SharedSettings shared(NetworkSettings settings) {
    return new SharedSettings(new WeightBank(3)::weights, settings, false);
  }

  private static Steps step(Network network) {
    try (network) {
      write(network.examples(LABELS.length));
      Map<String, WeightArray> before = network.weights();
      network.train(LABELS, 1);
      return new Steps(before, network.weights());
    }
  }

  private static Steps step(Architecture architecture, SharedNetwork network) {
    try (network) {
      write(network.examples(LABELS.length));
      network.train(architecture, LABELS, 0);
      Map<String, WeightArray> before = network.weights();
      network.train(architecture, LABELS, 1);
      return new Steps(before, network.weights());
    }
  }

  private static void write(FloatBuffer examples) {
    SplittableRandom random = new SplittableRandom(5);
    while (examples.hasRemaining()) {
      examples.put((float) random.nextDouble());
    }
  }

  private static Architecture network() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    b.add("conv", Convolution.of(5, Window.square(3)), "input");
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("flat", new Flatten(), "relu");
    return b.build(b.add("out", SoftmaxOutput.of(3), "flat"));
  }

  private static NetworkSettings settings(double clip) {
    Optimizer plain = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0);
    return new NetworkSettings(1, plain.clipped(clip), 0, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void longGradientsAreShortenedInTheirDirection(Stepping engine) {
    Steps whole = engine.apply(network(), settings(Double.POSITIVE_INFINITY));
    double limit = whole.length() / 4;
    Steps clipped = engine.apply(network(), settings(limit));
    assertThat(clipped.length()).isCloseTo(limit, within(1e-4 * whole.length()));
    Map<String, WeightArray> expected = whole.difference();
    clipped.difference().forEach((name, array) -> {
      for (int i = 0; i < array.values().length; i++) {
        assertThat(array.values()[i])
            .as(name)
            .isCloseTo(expected.get(name).values()[i] / 4, within(1e-4f));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("engines")
  void shortGradientsStayAsTheyAre(Stepping engine) {
    Steps whole = engine.apply(network(), settings(Double.POSITIVE_INFINITY));
    Steps same = engine.apply(network(), settings(2 * whole.length()));
    same.difference()
        .forEach((name, array) -> assertThat(array.values())
            .as(name)
            .isEqualTo(whole.difference().get(name).values()));
  }

  /**
   * A vector without memory of its own is clipped piece by piece, however many pieces there are.
   */
  @Test
  void lengthIsThatOfAllVectorsTogether() {
    UpdateRule rule =
        new UpdateRule(new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0).clipped(1), 0);
    UpdateRule.Vectors one = UpdateRule.Vectors.of(new float[5_000]);
    UpdateRule.Vectors other = UpdateRule.Vectors.of(new float[3]);
    one.gradients().put(4_999, 3);
    other.gradients().put(2, 4);
    assertThat(rule.clip(java.util.List.of(one, other))).isCloseTo(0.2f, within(1e-6f));
  }
}
