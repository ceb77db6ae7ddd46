package org.nas4j.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.graph.GraphSharedNetwork;
import org.nas4j.oneshot.SupernetState;

/** Shared weights on LibTorch are trained as the portable engine trains them. */
class TorchSharedNetworkTest {

  @BeforeAll
  static void needsLibTorch() {
    Assumptions.assumeTrue(LibTorch.isAvailable(), "LibTorch is not for this machine");
  }

  private static final Shape IMAGE = Shape.image(3, 8, 8);
  private static final int EXAMPLES = 6;
  private static final double CLOSE = 1e-4;

  /** Two networks that share their first convolution. */
  private static Architecture child(String branch, double dropout) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "stem");
    b.add("tanh", new Activation(Activation.Function.TANH), "norm");
    b.add(branch, Convolution.of(4, Window.square(5)), "tanh");
    b.add("drop", Dropout.of(dropout), branch);
    b.add("mean", GlobalPooling.AVERAGE, "drop");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  private static SharedSettings settings(Optimizer.Method method, boolean decayUnused) {
    Optimizer optimizer = new Optimizer(method, 0.9, 0.99, 1e-3).clipped(0.5);
    return new SharedSettings(
        child -> InitialWeights.draw(child, 11),
        new NetworkSettings(7, optimizer, 0.01, 0.1, 1),
        decayUnused);
  }

  private static int[] batch(SharedNetwork network, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatBuffer room = network.examples(EXAMPLES);
    while (room.hasRemaining()) {
      room.put((float) random.nextGaussian());
    }
    int[] labels = new int[EXAMPLES];
    Arrays.setAll(labels, i -> random.nextInt(3));
    return labels;
  }

  private static void assertClose(Map<String, WeightArray> one, Map<String, WeightArray> other) {
    assertThat(one.keySet()).isEqualTo(other.keySet());
    one.forEach((name, array) -> {
      for (int i = 0; i < array.values().length; i++) {
        assertThat(array.values()[i])
            .as(name + " at " + i)
            .isCloseTo(other.get(name).values()[i], within((float) CLOSE));
      }
    });
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Method.class)
  void trainsAndJudgesAsThePortableEngine(Optimizer.Method method) {
    List<Architecture> children = List.of(child("left", 0), child("right", 0));
    SharedSettings settings = settings(method, true);
    try (SharedNetwork portable = GraphSharedNetwork.open(settings, IMAGE);
        SharedNetwork torch = TorchSharedNetwork.open(settings, IMAGE)) {
      for (int step = 0; step < 6; step++) {
        Architecture child = children.get(step % 3 == 0 ? 0 : 1);
        double expected = portable.train(child, batch(portable, step), 0.05);
        assertThat(torch.train(child, batch(torch, step), 0.05)).isCloseTo(expected, within(CLOSE));
        assertClose(torch.weights(), portable.weights());
      }
      batch(portable, 99);
      batch(torch, 99);
      float[] expected = portable.predict(children.get(0), EXAMPLES);
      assertThat(torch.predict(children.get(0), EXAMPLES))
          .containsExactly(expected, within((float) CLOSE));
      assertThat(torch.nativeBytes()).isPositive();
    }
  }

  @Test
  void goesOnFromAState() {
    SharedSettings settings = settings(Optimizer.Method.ADAM, false);
    Architecture child = child("left", 0.5);
    try (SharedNetwork first = TorchSharedNetwork.open(settings, IMAGE);
        SharedNetwork second = TorchSharedNetwork.open(settings, IMAGE)) {
      first.train(child, batch(first, 1), 0.05);
      SupernetState state = first.state();
      second.restore(state);
      assertThat(second.train(child, batch(second, 2), 0.05))
          .isEqualTo(first.train(child, batch(first, 2), 0.05));
      first
          .weights()
          .forEach((name, array) ->
              assertThat(second.weights().get(name).values()).isEqualTo(array.values()));
      assertThatThrownBy(() -> second.restore(state))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("used before");
    }
  }

  @Test
  void refusesAnotherShapeUnderAKnownName() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(5, Window.square(3)), Architecture.INPUT);
    b.add("mean", GlobalPooling.AVERAGE, "stem");
    Architecture other = b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
    try (SharedNetwork torch =
        TorchSharedNetwork.open(settings(Optimizer.Method.NESTEROV, false), IMAGE)) {
      torch.train(child("left", 0), batch(torch, 1), 0.05);
      assertThatThrownBy(() -> torch.train(other, batch(torch, 1), 0.05))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem/kernel")
          .hasMessageContaining("different names");
    }
  }
}
