package org.nas4j.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.Precision;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;

/** Everything that trains takes this engine by one line. */
class TorchEngineTest {

  @BeforeAll
  static void needsLibTorch() {
    Assumptions.assumeTrue(LibTorch.isAvailable(), "LibTorch is not for this machine");
  }

  static final Dataset TRAINING = stripes(192, 1);
  static final Dataset VALIDATION = stripes(96, 2);

  /** Noise with a bright row or column. */
  private static Dataset stripes(int size, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[size][64];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 2;
      int at = random.nextInt(8);
      for (int j = 0; j < 64; j++) {
        boolean lit = (labels[i] == 0 ? j / 8 : j % 8) == at;
        images[i][j] = (lit ? 1 : 0) + 0.5f * random.nextFloat();
      }
    }
    return Dataset.of(Shape.image(1, 8, 8), 2, images, labels);
  }

  private static Architecture network() {
    Architecture.Builder b = Architecture.builder(TRAINING.shape());
    b.add("conv", Convolution.of(12, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("mean", GlobalPooling.MAX, "relu");
    return b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
  }

  private static Dl4jTraining training(Engine engine, Precision precision) {
    return Dl4jTraining.builder()
        .epochs(12)
        .batch(32)
        .adam()
        .engine(engine)
        .precision(precision)
        .build();
  }

  private static Dl4jEvaluator evaluator(Engine engine, Precision precision) {
    return Dl4jEvaluator.builder()
        .training(TRAINING)
        .validation(VALIDATION)
        .settings(training(engine, precision))
        .build();
  }

  private static double accuracy(Engine engine, Precision precision) throws Exception {
    Candidate<Architecture> candidate =
        new Candidate<>(0, Genotype.EMPTY, network(), OptionalLong.empty());
    return evaluator(engine, precision)
        .evaluate(candidate, EvaluationContext.alone(1))
        .get(Metric.VALIDATION_ACCURACY);
  }

  @Test
  void evaluatesAsThePortableEngineDoes() throws Exception {
    double torch = accuracy(Engine.TORCH, Precision.FLOAT32);
    assertThat(torch)
        .isGreaterThan(0.9)
        .isCloseTo(accuracy(Engine.PORTABLE, Precision.FLOAT32), within(0.05));
    assertThat(evaluator(Engine.TORCH, Precision.FLOAT32).provenance())
        .containsEntry("training.engine", "TORCH")
        .containsEntry("torch.device", LibTorch.isOnGpu() ? "cuda" : "cpu")
        .containsKey("torch.version");
  }

  @Test
  void trainsInSixteenBits() throws Exception {
    assertThat(accuracy(Engine.TORCH, Precision.BFLOAT16)).isGreaterThan(0.9);
    assertThat(evaluator(Engine.TORCH, Precision.BFLOAT16).provenance())
        .containsEntry("torch.values", "BFLOAT16")
        .doesNotContainKey("onednn.values");
  }

  @Test
  void givesANetworkThatOtherEnginesCompute() throws Exception {
    TrainedNetwork network =
        TrainedNetwork.train(network(), TRAINING, training(Engine.TORCH, Precision.FLOAT32), 1);
    TrainedNetwork elsewhere = TrainedNetwork.of(network.architecture(), network.weights(), 1);
    assertThat(network.evaluate(VALIDATION).accuracy()).isGreaterThan(0.9);
    assertThat(network.largestDifference(elsewhere, VALIDATION)).isLessThan(1e-4);
  }

  private static Dl4jSupernet supernet() {
    return Dl4jSupernet.builder()
        .training(TRAINING)
        .validation(VALIDATION)
        .settings(training(Engine.TORCH, Precision.FLOAT32))
        .seed(3)
        .build();
  }

  @Test
  void sharesWeights() throws Exception {
    try (Dl4jSupernet supernet = supernet()) {
      double loss = 0;
      for (int step = 0; step < 80; step++) {
        loss = supernet.train(network(), 0.01);
      }
      assertThat(loss).isLessThan(0.3);
      assertThat(supernet.score(network())).isGreaterThan(0.9);
    }
  }

  @Test
  void refusesWhatNoMachineHas() {
    Assumptions.assumeFalse(LibTorch.isOnGpu());
    Architecture.Builder b = Architecture.builder(TRAINING.shape());
    b.add("conv", Convolution.of(500_000_000, Window.square(3)), Architecture.INPUT);
    b.add("mean", GlobalPooling.AVERAGE, "conv");
    Architecture tooLarge = b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
    assertThatThrownBy(() ->
            TrainedNetwork.train(tooLarge, TRAINING, training(Engine.TORCH, Precision.FLOAT32), 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("MB outside the Java heap to train on batches of [32]");
    try (Dl4jSupernet supernet = supernet()) {
      assertThatThrownBy(() -> supernet.train(tooLarge, 0.01))
          .isInstanceOf(InfeasibleException.class);
    }
  }

  @Test
  void isNotChosenWhereOneDnnIsFaster() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable() && !LibTorch.isOnGpu());
    assertThat(evaluator(Engine.AUTO, Precision.FLOAT32).provenance())
        .containsEntry("training.engine", "ONEDNN");
  }

  /** As on Macs with processors of Apple's, which ND4J has no native code for. */
  @Test
  void trainsWhereNd4jHasNoNativeCode() throws Exception {
    String classPath = Arrays.stream(
            System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            each -> !each.matches(".*(nd4j-native|dnnl|opencl)[^/\\\\]*(linux|windows|macosx).*"))
        .collect(Collectors.joining(File.pathSeparator));
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            WithoutNd4j.class.getName())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("engine TORCH", "nd4j none", "best found", "ND4J cannot compute on");
  }
}
