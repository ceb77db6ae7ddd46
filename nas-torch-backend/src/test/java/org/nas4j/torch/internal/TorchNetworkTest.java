package org.nas4j.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Padding;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.graph.GraphNetwork;

class TorchNetworkTest {

  @BeforeAll
  static void needsLibTorch() {
    Assumptions.assumeTrue(LibTorch.isAvailable(), "LibTorch is not for this machine");
  }

  private static final Shape IMAGE = Shape.image(2, 8, 8);
  private static final int EXAMPLES = 64;
  private static final Optimizer NESTEROV = new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0);

  private static Architecture noisy() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(8, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("drop", Dropout.of(0.3), "relu");
    b.add("path", DropPath.of(0.5, 1), "drop");
    b.add("sum", new Add(), "relu", "path");
    b.add("mean", GlobalPooling.AVERAGE, "sum");
    return b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
  }

  /** Classes that a convolution can tell apart: which of two maps is larger. */
  private static int[] batch(Network network, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatBuffer room = network.examples(EXAMPLES);
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = random.nextInt(2);
      for (int j = 0; j < 128; j++) {
        double shift = j / 64 == labels[i] ? 0.5 : 0;
        room.put((float) (random.nextGaussian() + shift));
      }
    }
    return labels;
  }

  private static double[] losses(FloatType type, int steps) {
    NetworkSettings settings = new NetworkSettings(3, NESTEROV, 1e-4, 0, 1, type);
    try (Network network = TorchNetwork.open(noisy(), settings)) {
      double[] losses = new double[steps];
      for (int i = 0; i < steps; i++) {
        network.progress(i / (double) steps);
        losses[i] = network.train(batch(network, i), 0.05);
      }
      assertThat(network.nativeBytes()).isPositive();
      return losses;
    }
  }

  @ParameterizedTest
  @EnumSource(FloatType.class)
  void learnsWithDropoutAndRepeatsItself(FloatType type) {
    double[] losses = losses(type, 40);
    assertThat(Arrays.stream(losses, 30, 40).average().orElseThrow()).isLessThan(losses[0] / 2);
    assertThat(losses(type, 40)).isEqualTo(losses);
  }

  @Test
  void computesInSixteenBitsIfAsked() {
    double[] exact = losses(FloatType.FLOAT32, 1);
    double[] rounded = losses(FloatType.BFLOAT16, 1);
    assertThat(rounded[0]).isNotEqualTo(exact[0]).isCloseTo(exact[0], within(0.02));
  }

  @Test
  void goesOnFromItsOptimizersState() {
    NetworkSettings settings =
        new NetworkSettings(3, new Optimizer(Optimizer.Method.ADAM, 0.9, 0.99, 1e-8), 1e-4, 0.1, 1);
    Architecture architecture = regression(RegressionLoss.SQUARED);
    try (Network first = TorchNetwork.open(architecture, settings);
        Network second = TorchNetwork.open(architecture, settings)) {
      step(first, 1);
      second.setWeights(first.weights());
      second.setOptimizerState(first.optimizerState());
      assertThat(step(second, 2)).isEqualTo(step(first, 2));
      first
          .weights()
          .forEach((name, array) ->
              assertThat(second.weights().get(name).values()).isEqualTo(array.values()));
    }
  }

  private static Architecture regression(RegressionLoss loss) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(3, Window.square(3)), Architecture.INPUT);
    b.add("mean", GlobalPooling.MAX, "conv");
    return b.build(b.add("out", RegressionOutput.of(2).withLoss(loss), "mean"));
  }

  private static double step(Network network, int seed) {
    batch(network, seed);
    return network.train(numbers(seed), 0.01);
  }

  private static Targets numbers(int seed) {
    float[][] numbers = new float[EXAMPLES][2];
    SplittableRandom random = new SplittableRandom(seed);
    for (float[] row : numbers) {
      row[0] = (float) random.nextGaussian();
      row[1] = (float) (3 * random.nextGaussian());
    }
    return Targets.ofNumbers(numbers);
  }

  @ParameterizedTest
  @EnumSource(RegressionLoss.class)
  void tellsTheErrorThatTheLossDefines(RegressionLoss loss) {
    NetworkSettings settings = new NetworkSettings(3, NESTEROV, 0, 0, 1);
    try (Network network = TorchNetwork.open(regression(loss), settings)) {
      batch(network, 5);
      float[] said = network.predict(EXAMPLES);
      Targets targets = numbers(5);
      float[] counts = new float[EXAMPLES];
      double expected = 0;
      for (int i = 0; i < EXAMPLES; i++) {
        counts[i] = i % 3;
        for (int j = 0; j < 2; j++) {
          expected += counts[i] * loss.of(said[2 * i + j] - targets.of(i, j, 2, 0)) / 2;
        }
      }
      assertThat(network.train(targets.weighted(counts), 0.01))
          .isCloseTo(expected / EXAMPLES, within(1e-5));
    }
  }

  @Test
  void asksForExamplesBeforeAStep() {
    NetworkSettings settings = new NetworkSettings(3, NESTEROV, 0, 0, 1);
    try (Network network = TorchNetwork.open(noisy(), settings)) {
      network.examples(4);
      assertThatThrownBy(() -> network.train(new int[5], 0.1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("[5] examples");
    }
  }

  @Test
  void saysThatMemoryIsShort() {
    Shape huge = Shape.image(1, 20_000, 20_000);
    Architecture.Builder b = Architecture.builder(huge);
    b.add("conv", Convolution.of(4096, Window.square(1)), Architecture.INPUT);
    b.add("mean", GlobalPooling.AVERAGE, "conv");
    Architecture tooLarge = b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
    NetworkSettings settings = new NetworkSettings(3, NESTEROV, 0, 0, 1);
    try (Network network = TorchNetwork.open(tooLarge, settings)) {
      network.examples(1);
      assertThatThrownBy(() -> network.predict(1))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessageContaining("smaller batches");
    }
  }

  @Test
  void knowsWhatWindowsSaysOfMemory() {
    String said = "DefaultCPUAllocator: not enough memory: you tried to allocate 4096 bytes.";
    assertThatThrownBy(() -> LibTorch.translated(new RuntimeException(said)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("4096 bytes");
  }

  /** Windows as LibTorch's faster code does not expect them. */
  static Stream<Arguments> unusualWindows() {
    Window beyond = Window.of(5, 1).stride(2).dilation(2).padding(Padding.explicit(5, 1));
    return Stream.of(
        arguments(Shape.image(1, 2, 1), Window.of(1, 3).stride(1, 3), "one column of one channel"),
        arguments(Shape.image(1, 3, 1), beyond, "all of some windows in the border"),
        arguments(Shape.image(7, 4, 2), wide(3, 3, 2, 4), "a map narrower than the window"),
        arguments(Shape.image(11, 3, 2), wide(1, 3, 1, 2), "strides unlike each other"));
  }

  private static Window wide(int down, int right, int rows, int columns) {
    return Window.of(4, 5).stride(down, right).padding(Padding.explicit(rows, columns));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("unusualWindows")
  void slidesUnusualWindows(Shape shape, Window window, String what) {
    Architecture.Builder b = Architecture.builder(shape);
    b.add("conv", new Convolution(9, window, 1, true), Architecture.INPUT);
    b.add("flat", new Flatten(), "conv");
    Architecture architecture = b.build(b.add("out", SoftmaxOutput.of(2), "flat"));
    float[] expected = afterAStep(architecture, FloatType.FLOAT32, GraphNetwork::open);
    assertThat(afterAStep(architecture, FloatType.FLOAT32, TorchNetwork::open))
        .containsExactly(expected, within(1e-4f));
    assertThat(afterAStep(architecture, FloatType.BFLOAT16, TorchNetwork::open))
        .containsExactly(expected, within(0.05f));
  }

  /** What was predicted, and the kernel of the convolution. */
  private static float[] afterAStep(
      Architecture architecture,
      FloatType type,
      BiFunction<Architecture, NetworkSettings, Network> engine) {
    NetworkSettings settings = new NetworkSettings(3, NESTEROV, 0, 0, 1, type);
    try (Network network = engine.apply(architecture, settings)) {
      SplittableRandom random = new SplittableRandom(1);
      FloatBuffer room = network.examples(4);
      while (room.hasRemaining()) {
        room.put((float) random.nextGaussian());
      }
      network.train(new int[] {0, 1, 1, 0}, 0.1);
      FloatBuffer all = FloatBuffer.allocate(10_000);
      all.put(network.predict(4)).put(network.weights().get("conv/kernel").values());
      return Arrays.copyOf(all.array(), all.position());
    }
  }

  /** A hundred networks leave no more behind than a few. */
  @Test
  void givesItsMemoryBack() {
    losses(FloatType.FLOAT32, 2);
    long before = Pointer.totalCount();
    for (int i = 0; i < 20; i++) {
      losses(FloatType.FLOAT32, 2);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before + 10);
  }
}
