package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;

/** Values of 16 bits between layers against values of 32 bits. */
class Bfloat16Test {

  private static final int EXAMPLES = 32;
  private static final Optimizer PLAIN = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0);

  @BeforeAll
  static void needsInstructions() {
    Assumptions.assumeTrue(
        OneDnnNetwork.isAvailable(FloatType.BFLOAT16), "this processor has no avx512_bf16");
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new Identity(),
        Convolution.of(32, Window.square(3)).withBias(),
        Convolution.of(20, Window.square(3).stride(2)),
        Convolution.of(32, Window.square(3).dilation(2)),
        Convolution.of(24, Window.square(1)),
        new Convolution(32, Window.square(3), 2, true),
        new Convolution(32, Window.square(3), 4, false),
        new DepthwiseConvolution(Window.square(3), true),
        new DepthwiseConvolution(Window.square(5), true),
        new DepthwiseConvolution(Window.square(5).stride(2), false),
        new DepthwiseConvolution(Window.square(5).dilation(2), false),
        SeparableConvolution.of(20, Window.square(5)),
        new FactorizedReduction(32),
        Pooling.max(Window.square(3).stride(2)),
        Pooling.average(Window.square(3)),
        BatchNormalization.DEFAULT,
        new Activation(Activation.Function.LEAKY_RELU),
        new Activation(Activation.Function.ELU),
        new Activation(Activation.Function.TANH),
        new Activation(Activation.Function.SIGMOID),
        new Activation(Activation.Function.RELU6),
        new Activation(Activation.Function.HARD_SWISH),
        new ZeroPad(1, 2, 0, 3));
  }

  /**
   * A layer after a convolution that must get its gradient; the numbers that come out are seen as
   * they are.
   */
  private static Architecture around(Layer layer) {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 12, 12));
    b.add("before", Convolution.of(16, Window.square(3)), Architecture.INPUT);
    b.add("layer", layer, "before");
    b.add("joined", new Concat(), "layer", "layer");
    b.add("sum", new Add(), "joined", "joined");
    b.add("flat", new Flatten(), "sum");
    return b.build(b.add("out", RegressionOutput.of(10), "flat"));
  }

  private static NetworkSettings settings(FloatType type, long seed) {
    return new NetworkSettings(seed, PLAIN, 0, 0, 1, type);
  }

  private static int[] write(FloatBuffer examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (examples.hasRemaining()) {
      examples.put((float) random.nextGaussian());
    }
    int[] labels = new int[EXAMPLES];
    Arrays.setAll(labels, i -> i % 3);
    return labels;
  }

  /**
   * Rounding to 8 digits costs at most 2^-9 = 0.002 in each of a few layers, and less on average.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void agreesWith32BitsInValuesAndGradients(Layer layer) {
    agreesWith32Bits(around(layer));
  }

  /** Scaled in 32 bits, between values of 16. */
  @Test
  void scalesChannelsAsIn32Bits() {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 12, 12));
    b.add("before", Convolution.of(20, Window.square(3)), Architecture.INPUT);
    b.add("mean", GlobalPooling.AVERAGE, "before");
    b.add("gates", new Dense(20, true), "mean");
    b.add("sigmoid", new Activation(Activation.Function.SIGMOID), "gates");
    b.add("scaled", new ChannelScale(), "before", "sigmoid");
    b.add("after", Convolution.of(16, Window.square(3)), "scaled");
    b.add("flat", new Flatten(), "after");
    agreesWith32Bits(b.build(b.add("out", RegressionOutput.of(10), "flat")));
  }

  private static void agreesWith32Bits(Architecture architecture) {
    List<Map<String, WeightArray>> steps = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    for (FloatType type : FloatType.values()) {
      try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings(type, 1))) {
        Map<String, WeightArray> before = network.weights();
        int[] labels = write(network.examples(EXAMPLES), 2);
        outputs.add(network.predict(EXAMPLES));
        network.train(labels, 1);
        steps.add(difference(before, network.weights()));
      }
    }
    double error = distance(outputs.get(0), outputs.get(1)) / norm(outputs.get(0));
    assertThat(error).isBetween(1e-5, 0.01);
    steps.get(0).forEach((name, array) -> {
      float[] other = steps.get(1).get(name).values();
      assertThat(cosine(array.values(), other)).as(name).isGreaterThan(0.999);
      assertThat(norm(other) / norm(array.values())).as(name).isCloseTo(1, within(0.01));
    });
  }

  private static Map<String, WeightArray> difference(
      Map<String, WeightArray> before, Map<String, WeightArray> after) {
    Map<String, WeightArray> step = new LinkedHashMap<>();
    after.forEach((name, array) -> {
      WeightArray copy = array.copy();
      for (int i = 0; i < copy.values().length; i++) {
        copy.values()[i] -= before.get(name).values()[i];
      }
      step.put(name, copy);
    });
    return step;
  }

  private static double norm(float[] values) {
    return distance(values, new float[values.length]);
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(one[i] - other[i], 2);
    }
    return Math.sqrt(sum);
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
    }
    return product / norm(one) / norm(other);
  }

  private static List<Architecture> published() {
    SplittableRandom random = new SplittableRandom(3);
    List<SearchSpace<Architecture>> spaces = List.of(
        EnasMicroSpace.builder(Shape.image(3, 16, 16), 3).cells(3).filters(20).build(),
        NasnetSpace.builder(Shape.image(1, 16, 16), 3)
            .cellsPerStage(1)
            .filters(16)
            .build());
    List<Architecture> all = new ArrayList<>();
    for (SearchSpace<Architecture> space : spaces) {
      for (int i = 0; i < 4; i++) {
        all.add(space.sample(Chooser.uniform(random)).architecture());
      }
    }
    return all;
  }

  /**
   * Plain loops take a hundred times as long as compiled code, so that one of them spoils a
   * network.
   */
  @Test
  void usesNoPlainLoops() {
    List<Architecture> all = new ArrayList<>(published());
    layers().map(Bfloat16Test::around).forEach(all::add);
    Set<String> used = new TreeSet<>();
    for (Architecture architecture : all) {
      for (Purpose purpose : Purpose.values()) {
        used.addAll(implementations(architecture, purpose, FloatType.BFLOAT16));
      }
    }
    for (Architecture architecture : published()) {
      used.addAll(implementations(architecture, Purpose.TRAINING, FloatType.FLOAT32));
    }
    assertThat(used).noneMatch(name -> name.startsWith("ref"));
    assertThat(used).anyMatch(name -> name.startsWith("jit_bf16"));
  }

  /**
   * oneDNN's own gradient of a wide depthwise kernel is several times slower in 16 bits than our
   * strips are in 32.
   */
  @Test
  void computesTheGradientOfWideDepthwiseKernelsIn32Bits() {
    Architecture wide = around(new DepthwiseConvolution(Window.square(5), false));
    assertThat(implementations(wide, Purpose.TRAINING, FloatType.BFLOAT16))
        .contains("jit_dw:avx512_common");
    Architecture narrow = around(new DepthwiseConvolution(Window.square(3), false));
    assertThat(implementations(narrow, Purpose.TRAINING, FloatType.BFLOAT16))
        .doesNotContain("jit_dw:avx512_common");
  }

  /** As a convolution forward, with kernels turned, in steps of one only. */
  @ParameterizedTest
  @EnumSource(FloatType.class)
  void computesTheGradientOfDepthwiseInputsForward(FloatType type) {
    for (int size : new int[] {3, 5, 7}) {
      Architecture ones = around(new DepthwiseConvolution(Window.square(size), false));
      assertThat(implementations(ones, Purpose.TRAINING, type)).contains("half a turn");
      assertThat(implementations(ones, Purpose.INFERENCE, type)).doesNotContain("half a turn");
    }
    Architecture twos = around(new DepthwiseConvolution(Window.square(3).stride(2), false));
    assertThat(implementations(twos, Purpose.TRAINING, type)).doesNotContain("half a turn");
  }

  private static Set<String> implementations(
      Architecture architecture, Purpose purpose, FloatType type) {
    return PlannedSteps.of(architecture, purpose, type, EXAMPLES).stream()
        .map(PlannedSteps.Step::implementation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void repeatsBitForBit() {
    Architecture architecture = published().get(0);
    assertThat(afterTenSteps(architecture, FloatType.BFLOAT16, 5))
        .isDeepEqualTo(afterTenSteps(architecture, FloatType.BFLOAT16, 5));
    assertThat(afterTenSteps(architecture, FloatType.BFLOAT16, 5)[0])
        .isNotEqualTo(afterTenSteps(architecture, FloatType.FLOAT32, 5)[0]);
  }

  private static float[][] afterTenSteps(Architecture architecture, FloatType type, long seed) {
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings(type, seed))) {
      for (int i = 0; i < 10; i++) {
        network.progress(i / 10.0);
        network.train(write(network.examples(EXAMPLES), i), 0.01);
      }
      return network.weights().values().stream().map(WeightArray::values).toArray(float[][]::new);
    }
  }

  @Test
  void takesLessMemoryAndGivesAllOfItBack() {
    long open = OneDnnNetwork.openBytes();
    Architecture.Builder b = Architecture.builder(Shape.image(1, 28, 28));
    String x = Architecture.INPUT;
    for (int i = 0; i < 4; i++) {
      x = b.add("conv" + i, Convolution.of(32, Window.square(3)), x);
      x = b.add("norm" + i, BatchNormalization.DEFAULT, x);
    }
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    x = b.add("dense", new Dense(20, true), x);
    Architecture architecture = b.build(b.add("out", RegressionOutput.of(3), x));
    long[] bytes = new long[2];
    for (FloatType type : FloatType.values()) {
      for (int i = 0; i < 3; i++) {
        try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings(type, i))) {
          network.train(write(network.examples(EXAMPLES), i), 0.01);
          network.predict(EXAMPLES);
          bytes[type.ordinal()] = network.nativeBytes();
        }
        assertThat(OneDnnNetwork.openBytes()).isEqualTo(open);
      }
    }
    assertThat((double) bytes[1] / bytes[0]).isBetween(0.4, 0.65);
  }

  /** Known troubles of many networks in one process: memory that grows with each of them. */
  @Test
  @Tag("soak")
  void residentMemoryStaysAsItIsOverManyNetworksOfBothTypes() throws IOException {
    SearchSpace<Architecture> space = NasnetSpace.builder(Shape.image(3, 16, 16), 3)
        .cellsPerStage(1)
        .filters(8)
        .build();
    SplittableRandom random = new SplittableRandom(1);
    long afterHundred = 0;
    for (int i = 1; i <= 300; i++) {
      Architecture architecture = space.sample(Chooser.uniform(random)).architecture();
      FloatType type = FloatType.values()[i % 2];
      try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings(type, i))) {
        network.train(write(network.examples(EXAMPLES), i), 0.01);
        network.predict(EXAMPLES);
      }
      if (i == 100) {
        afterHundred = residentPages();
      }
    }
    assertThat((double) residentPages()).isLessThan(1.1 * afterHundred);
    assertThat(OneDnnNetwork.openBytes()).isZero();
  }

  private static long residentPages() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.exists(statistics), "resident memory is read on Linux only");
    System.gc();
    return Long.parseLong(Files.readString(statistics).split(" ")[1]);
  }
}
