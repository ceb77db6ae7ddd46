package org.nas4j.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.GlobalPooling;
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
