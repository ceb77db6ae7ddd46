package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;

class OneDnnNetworkTest {

  private static final NetworkSettings PLAIN =
      new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0), 0, 0, 1);

  @BeforeAll
  static void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  static Stream<Layer> layers() {
    return Stream.of(
        Convolution.of(5, Window.square(3)).withBias(),
        Convolution.of(5, Window.of(2, 4).stride(2, 1)),
        Convolution.of(5, Window.square(3).dilation(2)),
        Convolution.of(5, Window.square(3).stride(2).padding(Padding.explicit(2, 1))),
        Convolution.of(5, Window.square(1).stride(3)),
        new Convolution(8, Window.square(3), 2, true),
        new Convolution(8, Window.square(3), 4, false),
        new DepthwiseConvolution(Window.square(3), true),
        new DepthwiseConvolution(Window.square(4), true),
        new DepthwiseConvolution(Window.square(5), true),
        new DepthwiseConvolution(Window.square(5).stride(2), false),
        new DepthwiseConvolution(Window.of(5, 7).padding(Padding.explicit(1, 2)), false),
        new DepthwiseConvolution(Window.square(5).dilation(2), false),
        SeparableConvolution.of(5, Window.square(5)),
        new FactorizedReduction(5),
        Pooling.max(Window.square(3).stride(2)),
        Pooling.average(Window.square(3)),
        BatchNormalization.DEFAULT,
        new Activation(Activation.Function.RELU),
        new Activation(Activation.Function.LEAKY_RELU),
        new Activation(Activation.Function.ELU),
        new Activation(Activation.Function.TANH),
        new Activation(Activation.Function.SIGMOID),
        new Activation(Activation.Function.RELU6),
        new Activation(Activation.Function.HARD_SWISH),
        new ZeroPad(1, 2, 0, 3));
  }

  /**
   * A layer between others, so that gradients must pass it, used twice, so that they must be added.
   */
  private static Architecture around(Layer layer) {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 9, 8));
    b.add("before", Convolution.of(4, Window.square(3)).withBias(), Architecture.INPUT);
    b.add("layer", layer, "before");
    b.add("joined", new Concat(), "layer", "layer");
    b.add("sum", new Add(), "joined", "joined");
    b.add("after", Convolution.of(3, Window.square(2)), "sum");
    b.add("tanh", new Activation(Activation.Function.TANH), "after");
    b.add("flat", new Flatten(), "tanh");
    b.add("dense", new Dense(6, true), "flat");
    b.add("norm", BatchNormalization.DEFAULT, "dense");
    b.add("max", new GlobalPooling(org.nas4j.arch.PoolingKind.MAX), "before");
    b.add("aux", new SoftmaxOutput(3, 0.4), "max");
    b.add("out", SoftmaxOutput.of(3), "norm");
    return b.build();
  }

  /** The loss falls along a plain step at the rate of its squared length. */
  @ParameterizedTest
  @MethodSource("layers")
  void stepsAlongTheGradient(Layer layer) {
    stepsAlongTheGradient(around(layer));
  }

  private static void stepsAlongTheGradient(Architecture architecture) {
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, PLAIN)) {
      Map<String, WeightArray> before = network.weights();
      step(network, 1);
      Map<String, WeightArray> after = network.weights();
      double squared = 0;
      for (String name : trained(network, before)) {
        for (int i = 0; i < before.get(name).values().length; i++) {
          squared += Math.pow(after.get(name).values()[i] - before.get(name).values()[i], 2);
        }
      }
      double length = 1e-3 / Math.sqrt(squared);
      double slope =
          (lossAt(network, before, after, -length) - lossAt(network, before, after, length))
              / (2 * length);
      assertThat(slope).isCloseTo(squared, withinPercentage(3));
    }
  }

  private static Iterable<String> trained(OneDnnNetwork network, Map<String, WeightArray> weights) {
    return weights.keySet().stream()
        .filter(name -> !name.endsWith("/mean") && !name.endsWith("/variance"))
        .toList();
  }

  private static double lossAt(
      OneDnnNetwork network,
      Map<String, WeightArray> from,
      Map<String, WeightArray> to,
      double length) {
    Map<String, WeightArray> moved = new LinkedHashMap<>();
    for (String name : trained(network, from)) {
      WeightArray array = from.get(name).copy();
      float[] values = array.values();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (length * (to.get(name).values()[i] - values[i]));
      }
      moved.put(name, array);
    }
    network.setWeights(moved);
    return step(network, 0);
  }

  /** Squeeze-and-excitation with maps that do and do not fill blocks. */
  @ParameterizedTest
  @ValueSource(ints = {5, 16, 20})
  void scalesChannelsAlongTheGradient(int channels) {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 9, 8));
    b.add("before", Convolution.of(channels, Window.square(3)).withBias(), Architecture.INPUT);
    b.add("swish", new Activation(Activation.Function.HARD_SWISH), "before");
    b.add("squeezed", GlobalPooling.AVERAGE, "swish");
    b.add("reduced", new Dense(3, true), "squeezed");
    b.add("smooth", new Activation(Activation.Function.ELU), "reduced");
    b.add("expanded", new Dense(channels, true), "smooth");
    b.add("gates", new Activation(Activation.Function.SIGMOID), "expanded");
    b.add("scaled", new ChannelScale(), "swish", "gates");
    b.add("sum", new Add(), "scaled", "before");
    b.add("mean", GlobalPooling.AVERAGE, "sum");
    b.add("aux", new SoftmaxOutput(3, 0.4), "gates");
    b.add("out", SoftmaxOutput.of(3), "mean");
    stepsAlongTheGradient(b.build("out"));
  }

  private static double step(OneDnnNetwork network, double rate) {
    return step(network, 6, 3, rate);
  }

  private static double step(OneDnnNetwork network, int examples, long seed, double rate) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatBuffer batch = network.examples(examples);
    while (batch.hasRemaining()) {
      batch.put((float) random.nextGaussian());
    }
    int[] labels = new int[examples];
    Arrays.setAll(labels, i -> i % 3);
    return network.train(labels, rate);
  }

  private static Architecture dropping() {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 9, 9));
    b.add("conv", Convolution.of(20, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("drop", new Dropout(0.3), "relu");
    b.add("separable", SeparableConvolution.of(20, Window.square(5)), "drop");
    b.add("path", new DropPath(0.5, 1), "separable");
    b.add("sum", new Add(), "path", "relu");
    b.add("global", GlobalPooling.AVERAGE, "sum");
    b.add("out", SoftmaxOutput.of(3), "global");
    return b.build();
  }

  @Test
  void repeatsBitForBitOnOneThread() {
    assertThat(afterHundredSteps(5)).isDeepEqualTo(afterHundredSteps(5));
    assertThat(afterHundredSteps(5)[0]).isNotEqualTo(afterHundredSteps(6)[0]);
  }

  private static float[][] afterHundredSteps(long seed) {
    NetworkSettings settings = new NetworkSettings(
        seed, new Optimizer(Optimizer.Method.ADAM, 0.9, 0.999, 1e-8), 1e-4, 0.1, 1);
    try (OneDnnNetwork network = OneDnnNetwork.open(dropping(), settings)) {
      for (int i = 0; i < 100; i++) {
        network.progress(i / 100.0);
        step(network, 16, i, 0.01);
      }
      return network.weights().values().stream().map(WeightArray::values).toArray(float[][]::new);
    }
  }

  @Test
  void dropsInTrainingAndNotInInference() {
    try (OneDnnNetwork network = OneDnnNetwork.open(dropping(), PLAIN)) {
      double first = step(network, 0);
      assertThat(step(network, 0)).isNotEqualTo(first);
      assertThat(network.predict(6)).isEqualTo(network.predict(6));
    }
  }

  @Test
  void predictsWithTheWeightsOfTheLastStepWhateverTheBatch() {
    Architecture architecture = around(Activation.RELU);
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, PLAIN)) {
      step(network, 0.1);
      float[] early = network.predict(6);
      step(network, 0.1);
      float[] late = network.predict(6);
      assertThat(late).isNotEqualTo(early);
      FloatBuffer example = network.examples(6);
      float[] first = new float[(int) architecture.input().elements()];
      example.get(first);
      network.examples(1).put(first);
      float[] single = network.predict(1);
      for (int i = 0; i < single.length; i++) {
        assertThat(single[i]).isCloseTo(late[i], org.assertj.core.api.Assertions.within(1e-5f));
      }
    }
  }

  @Test
  void predictsNumbers() {
    Architecture.Builder b = Architecture.builder(Shape.vector(5));
    b.add("dense", new Dense(4, false), Architecture.INPUT);
    b.add("out", RegressionOutput.of(2), "dense");
    try (OneDnnNetwork network = OneDnnNetwork.open(b.build(), PLAIN)) {
      double before = step(network, 0.05);
      assertThat(step(network, 0)).isLessThan(before);
    }
  }

  @Test
  void givesBackAllNativeMemory() throws InterruptedException {
    waitForTheCollector();
    step(dropping());
    long bytes = Pointer.totalBytes();
    long open = OneDnnNetwork.openBytes();
    for (int i = 0; i < 3; i++) {
      step(dropping());
      for (Layer layer : layers().toList()) {
        step(around(layer));
      }
    }
    assertThat(OneDnnNetwork.openBytes()).isEqualTo(open);
    // A few hundred bytes are other classes' garbage, on which the collector decides; descriptors
    // that 75 networks forgot
    // would be more.
    assertThat(Pointer.totalBytes()).isLessThan(bytes + 10_000);
  }

  /** Models of other tests that have predicted hold native memory until they are collected. */
  private static void waitForTheCollector() throws InterruptedException {
    for (int i = 0; i < 100 && OneDnnNetwork.openBytes() > 0; i++) {
      System.gc();
      Thread.sleep(20);
    }
  }

  private static void step(Architecture architecture) {
    long others = OneDnnNetwork.openBytes();
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, PLAIN)) {
      step(network, 8, 1, 0.1);
      network.predict(8);
      step(network, 5, 1, 0.1);
      // The list of arguments comes on top of the blocks.
      assertThat(network.nativeBytes() - (OneDnnNetwork.openBytes() - others))
          .isBetween(0L, 50_000L);
    }
  }

  @Test
  void refusesWhatItCannotCompute() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 5, 5));
    b.add("odd", Pooling.average(Window.square(2).padding(Padding.explicit(4, 4))), "input");
    b.add("global", GlobalPooling.AVERAGE, "odd");
    b.add("out", SoftmaxOutput.of(3), "global");
    long before = OneDnnNetwork.openBytes();
    try (OneDnnNetwork network = OneDnnNetwork.open(b.build(), PLAIN)) {
      assertThatThrownBy(() -> network.prepare(4, true))
          .isInstanceOf(UnsupportedLayerException.class)
          .hasMessageContaining("[odd]")
          .hasMessageContaining("Maybe use the portable engine");
    }
    assertThat(OneDnnNetwork.openBytes()).isLessThanOrEqualTo(before);
  }

  @Test
  void refusesForeignWeights() {
    try (OneDnnNetwork network = OneDnnNetwork.open(dropping(), PLAIN)) {
      assertThatThrownBy(() -> network.setWeights(
              Map.of("conv/kernel", WeightArray.zeros(java.util.List.of(20, 3, 3, 2)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[conv/kernel]")
          .hasMessageContaining("Maybe");
      assertThatThrownBy(() -> network.predict(3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Maybe write them");
    }
  }

  /** Known troubles of many networks in one process: memory that grows with each of them. */
  @Test
  @Tag("soak")
  void residentMemoryStaysAsItIsOverManyNetworks() throws IOException {
    SearchSpace<Architecture> space = NasnetSpace.builder(Shape.image(3, 16, 16), 3)
        .cellsPerStage(1)
        .filters(8)
        .build();
    SplittableRandom random = new SplittableRandom(1);
    long afterHundred = 0;
    for (int i = 1; i <= 300; i++) {
      Architecture architecture = space
          .sample(point -> {
            int option = random.nextInt(point.decision().options().size());
            return point.isLegal(option) ? option : firstLegal(point);
          })
          .architecture();
      step(architecture);
      if (i == 100) {
        afterHundred = residentPages();
      }
    }
    assertThat((double) residentPages()).isLessThan(1.1 * afterHundred);
  }

  private static int firstLegal(DecisionPoint point) {
    int option = 0;
    while (!point.isLegal(option)) {
      option++;
    }
    return option;
  }

  private static long residentPages() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.exists(statistics), "resident memory is read on Linux only");
    System.gc();
    return Long.parseLong(Files.readString(statistics).split(" ")[1]);
  }
}
