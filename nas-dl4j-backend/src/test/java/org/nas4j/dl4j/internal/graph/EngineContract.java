package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.testkit.ReferenceNetwork;

/**
 * What an engine must keep: it computes what the portable one computes. Losses, weights after some
 * steps (so gradients and the optimizer), running statistics and predictions are compared, on
 * random networks of every space and of all layers.
 */
public abstract class EngineContract {

  private static final double CLOSE = 1e-4;
  private static final int EXAMPLES = 6;
  private static final double RATE = 0.01;
  private static final Shape IMAGE = Shape.image(3, 12, 12);

  @BeforeAll
  static void needsThePortableEngine() {
    Assumptions.assumeTrue(NativeBackend.isAvailable(), "ND4J is not for this machine");
  }

  /**
   * Opens a network on the engine.
   *
   * @param architecture what to compute
   * @param settings how to train it
   * @return the network
   */
  protected abstract Network open(Architecture architecture, NetworkSettings settings);

  private static NetworkSettings settings(Optimizer.Method method, double second, double decay) {
    double first = method == Optimizer.Method.NESTEROV ? 0 : 0.9;
    return new NetworkSettings(7, new Optimizer(method, first, second, 1e-3), decay, 0.1, 1);
  }

  static Stream<Architecture> architectures() {
    return Stream.of(
            IntStream.rangeClosed(1, 25).mapToObj(RandomArchitecture::withoutDropout),
            sample(ChainSpace.builder(IMAGE, 3).dropout(0.0).build(), 4),
            sample(
                MetaQnnSpace.builder(IMAGE, 3)
                    .maxDepth(5)
                    .filters(8, 20)
                    .units(16)
                    .dropout(false)
                    .build(),
                4),
            sample(NasSkipSpace.small(IMAGE, 3), 4),
            sample(
                    EnasMacroSpace.builder(IMAGE, 3)
                        .layers(6)
                        .filters(6)
                        .dropout(0)
                        .build(),
                    3)
                .map(EngineContract::smooth),
            Stream.of(16, 6, 5).map(EngineContract::paths).map(EngineContract::smooth),
            Stream.of(16, 5).map(EngineContract::excited),
            Stream.of(32, 64, 256).map(EngineContract::wide),
            cells().map(EngineContract::smooth))
        .flatMap(each -> each);
  }

  /**
   * Parts of the channels, more channels than there are, and averages; with channels that fill
   * blocks, and with such that do not.
   */
  private static Architecture paths(int half) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(2 * half, Window.square(3)), Architecture.INPUT);
    b.add("first", new ChannelWindow(0, half), "stem");
    b.add("second", new ChannelWindow(half, half), "stem");
    b.add("first/act", new Activation(Activation.Function.TANH), "first");
    b.add("second/conv", Convolution.of(half, Window.square(3)), "second");
    b.add("mean", new Average(), "first/act", "second/conv", "second");
    b.add("wide", new ChannelWindow(1, 3 * half), "mean");
    b.add("wider", new ChannelWindow(0, 3 * half), "stem");
    b.add("both", new Average(), "wide", "wider");
    b.add("sum", new Add(), "both", "wider");
    b.add("flat", new Flatten(), "sum");
    return b.build(b.add("out", SoftmaxOutput.of(3), "flat"));
  }

  /** As wide as Winograd's way is testeder for: forward, in all passes, and in bfloat16 too. */
  private static Architecture wide(int channels) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(channels, Window.square(3)), Architecture.INPUT);
    b.add("curved", new Activation(Activation.Function.TANH), "stem");
    b.add("same", Convolution.of(channels, Window.square(3)).withBias(), "curved");
    b.add("norm", BatchNormalization.DEFAULT, "same");
    b.add("again", new Activation(Activation.Function.TANH), "norm");
    b.add("other", Convolution.of(channels + 32, Window.square(3)), "again");
    b.add("mean", GlobalPooling.AVERAGE, "other");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  /** Squeeze-and-excitation, and activations whose kinks no rounding crosses with these numbers. */
  private static Architecture excited(int channels) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(channels, Window.square(3)), Architecture.INPUT);
    b.add("swish", new Activation(Activation.Function.HARD_SWISH), "stem");
    b.add("limited", new Activation(Activation.Function.RELU6), "stem");
    b.add("squeezed", GlobalPooling.AVERAGE, "swish");
    b.add("reduced", new Dense(3, true), "squeezed");
    b.add("curved", new Activation(Activation.Function.HARD_SWISH), "reduced");
    b.add("expanded", new Dense(channels, true), "curved");
    b.add("gates", new Activation(Activation.Function.SIGMOID), "expanded");
    b.add("scaled", new ChannelScale(), "swish", "gates");
    b.add("again", new ChannelScale(), "limited", "gates");
    b.add("sum", new Add(), "scaled", "again", "swish");
    b.add("flat", new Flatten(), "sum");
    return b.build(b.add("out", SoftmaxOutput.of(3), "flat"));
  }

  /** What passes a part of its input on must not let its user compute in that input's place. */
  @Test
  void sharesPartsOfTheChannels() {
    predictAsTheReference(paths(5));
  }

  @Test
  void exciteAsTheReferenceDoes() {
    predictAsTheReference(excited(5));
    predictAsTheReference(excited(16));
  }

  private void predictAsTheReference(Architecture architecture) {
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 0);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      step(tested, architecture, 1, 0);
      step(portable, architecture, 1, 0);
      float[] expected = portable.predict(EXAMPLES);
      ReferenceNetwork reference = new ReferenceNetwork(architecture, tested.weights());
      SplittableRandom random = new SplittableRandom(1);
      float[] actual = tested.predict(EXAMPLES);
      for (int example = 0; example < EXAMPLES; example++) {
        double[] input = new double[(int) IMAGE.elements()];
        Arrays.setAll(input, i -> (float) random.nextGaussian());
        double[] meant = reference.output(input);
        for (int i = 0; i < meant.length; i++) {
          assertThat((double) actual[example * 3 + i]).isCloseTo(meant[i], within(CLOSE));
          assertThat((double) expected[example * 3 + i]).isCloseTo(meant[i], within(CLOSE));
        }
      }
    }
  }

  @Test
  void imitateAlike() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "conv");
    b.add("elu", new Activation(Activation.Function.ELU), "bn");
    b.add("flat", new Flatten(), "elu");
    Architecture architecture = b.build(b.add("out", RegressionOutput.of(3), "flat"));
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 0);
    float[][] targets = new float[EXAMPLES][3];
    for (int i = 0; i < 3 * EXAMPLES; i++) {
      targets[i / 3][i % 3] = (float) Math.sin(i);
    }
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      double first = 0;
      for (int step = 0; step < 8; step++) {
        double loss = imitation(tested, targets);
        assertThat(loss).isCloseTo(imitation(portable, targets), within(CLOSE));
        first = step == 0 ? loss : first;
        assertClose(tested.weights(), portable.weights(), CLOSE);
      }
      assertThat(imitation(tested, targets)).isLessThan(first / 2);
    }
  }

  private static double imitation(Network network, float[][] targets) {
    SplittableRandom random = new SplittableRandom(1);
    var batch = network.examples(EXAMPLES);
    while (batch.hasRemaining()) {
      batch.put((float) random.nextGaussian());
    }
    return network.train(Targets.ofNumbers(targets), 0.05);
  }

  private static Stream<Architecture> cells() {
    return Stream.concat(
        sample(NasnetSpace.builder(IMAGE, 3).cellsPerStage(1).filters(6).build(), 3),
        Stream.concat(
            sample(NasnetSpace.builder(IMAGE, 3).cellsPerStage(1).filters(16).build(), 1),
            Stream.concat(
                sample(
                    EnasMicroSpace.builder(IMAGE, 3)
                        .cells(3)
                        .filters(6)
                        .dropout(0)
                        .build(),
                    2),
                sample(BlockQnnSpace.builder(IMAGE, 3).blocksPerStage(1).build(), 2))));
  }

  /**
   * Without kinks. Of the hundred thousand values in a network of cells, one is now and then so
   * close to 0, or to another under the same window, that rounding decides which way its gradient
   * goes.
   */
  private static Architecture smooth(Architecture architecture) {
    Architecture.Builder builder = Architecture.builder(architecture.input());
    for (Node node : architecture.nodes()) {
      Layer layer = node.layer();
      if (layer instanceof Activation) {
        layer = new Activation(Activation.Function.ELU);
      } else if (layer instanceof Pooling pooling) {
        layer = Pooling.average(pooling.window());
      }
      builder.add(node.name(), layer, node.inputs());
    }
    return builder.build(architecture.output());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void predictAlike(Architecture architecture) {
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 0);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      assertThat(step(tested, architecture, 1, 0))
          .isCloseTo(step(portable, architecture, 1, 0), within(CLOSE));
      float[] expected = portable.predict(EXAMPLES);
      float[] actual = tested.predict(EXAMPLES);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within((float) CLOSE));
      }
    }
  }

  private static Stream<Architecture> sample(SearchSpace<Architecture> space, int count) {
    return IntStream.range(0, count).mapToObj(seed -> {
      SplittableRandom random = new SplittableRandom(seed);
      return space
          .sample(point -> {
            int option = random.nextInt(point.decision().options().size());
            while (!point.isLegal(option)) {
              option = random.nextInt(point.decision().options().size());
            }
            return option;
          })
          .architecture();
    });
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void trainAlike(Architecture architecture) {
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 1e-3);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      assertClose(tested.weights(), portable.weights(), 0);
      assertThat(tested.parameters()).isEqualTo(portable.parameters());
      for (int step = 0; step < 2; step++) {
        Map<String, WeightArray> before = portable.weights();
        double loss = step(tested, architecture, step, RATE);
        assertThat(loss)
            .as("loss of step " + step)
            .isCloseTo(step(portable, architecture, step, RATE), within(CLOSE));
        double size = Math.max(1, largestChange(before, portable.weights()));
        assertClose(
            determined(tested.weights(), architecture),
            determined(portable.weights(), architecture),
            CLOSE * size);
      }
      float[] expected = portable.predict(EXAMPLES);
      float[] actual = tested.predict(EXAMPLES);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within((float) CLOSE));
      }
    }
  }

  /**
   * Without biases that only batch normalizations read: what is added to all values of a map is
   * taken off again, so their gradient is 0 but for the rounding of a sum over the whole map.
   */
  private static Map<String, WeightArray> determined(
      Map<String, WeightArray> weights, Architecture architecture) {
    Map<String, WeightArray> determined = new LinkedHashMap<>(weights);
    for (Node node : architecture.nodes()) {
      List<Node> readers = architecture.nodes().stream()
          .filter(each -> each.inputs().contains(node.name()))
          .toList();
      if (!readers.isEmpty()
          && readers.stream().allMatch(each -> each.layer() instanceof BatchNormalization)) {
        determined.remove(node.name() + "/bias");
      }
    }
    return determined;
  }

  private static double step(Network network, Architecture architecture, int seed, double rate) {
    SplittableRandom random = new SplittableRandom(seed);
    var batch = network.examples(EXAMPLES);
    while (batch.hasRemaining()) {
      batch.put((float) random.nextGaussian());
    }
    int[] labels = new int[EXAMPLES];
    Arrays.setAll(labels, i -> random.nextInt(3));
    return network.train(labels, rate);
  }

  private static double largestChange(
      Map<String, WeightArray> before, Map<String, WeightArray> after) {
    double largest = 0;
    for (String name : before.keySet()) {
      float[] old = before.get(name).values();
      float[] now = after.get(name).values();
      for (int i = 0; i < old.length; i++) {
        largest = Math.max(largest, Math.abs(old[i] - now[i]));
      }
    }
    return largest;
  }

  private static void assertClose(
      Map<String, WeightArray> actual, Map<String, WeightArray> expected, double tolerance) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, array) -> {
      float[] values = actual.get(name).values();
      for (int i = 0; i < values.length; i++) {
        double meant = array.values()[i];
        assertThat((double) values[i])
            .as(name + " at " + i)
            .isCloseTo(meant, within(tolerance * Math.max(1, Math.abs(meant))));
      }
    });
  }

  /** What passes its input on at inference must not let its user compute in that input's place. */
  @Test
  void sharesWhatDroppedPathsPassOn() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("path", new DropPath(0.5, 1), "conv");
    b.add("tanh", new Activation(Activation.Function.TANH), "path");
    b.add("drop", new Dropout(0.5), "conv");
    b.add("elu", new Activation(Activation.Function.ELU), "drop");
    b.add("sum", new Add(), "conv", "tanh", "elu");
    b.add("flat", new Flatten(), "sum");
    b.add("out", SoftmaxOutput.of(3), "flat");
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 0);
    try (Network portable = GraphNetwork.open(b.build(), settings);
        Network tested = open(b.build(), settings)) {
      for (Network each : List.of(portable, tested)) {
        SplittableRandom random = new SplittableRandom(1);
        var batch = each.examples(EXAMPLES);
        while (batch.hasRemaining()) {
          batch.put((float) random.nextGaussian());
        }
      }
      float[] expected = portable.predict(EXAMPLES);
      float[] actual = tested.predict(EXAMPLES);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within((float) CLOSE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Method.class)
  void updateAlike(Optimizer.Method method) {
    Architecture architecture = RandomArchitecture.withoutDropout(5);
    NetworkSettings settings =
        new NetworkSettings(7, new Optimizer(method, 0.9, 0.99, 1e-3), 0.01, 0, 1);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      for (int step = 0; step < 5; step++) {
        step(portable, architecture, step, 0.01);
        step(tested, architecture, step, 0.01);
      }
      assertClose(tested.weights(), portable.weights(), CLOSE);
    }
  }

  /** How far running statistics move is no part of a gradient's length, and is not shortened. */
  @Test
  void shortenGradientsAlike() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("tanh", new Activation(Activation.Function.TANH), "norm");
    b.add("mean", GlobalPooling.AVERAGE, "tanh");
    Architecture architecture = b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
    Optimizer clipped = new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0).clipped(0.05);
    NetworkSettings settings = new NetworkSettings(7, clipped, 0, 0, 1);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      for (int step = 0; step < 4; step++) {
        step(portable, architecture, step, 0.1);
        step(tested, architecture, step, 0.1);
      }
      assertClose(tested.weights(), portable.weights(), CLOSE);
    }
  }

  /** A window that reaches over both ends of a row, beside arrays that it must not write to. */
  @Test
  void poolNarrowMapsByWideWindows() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 5, 1));
    b.add("max", Pooling.max(Window.of(3, 5).stride(2)), Architecture.INPUT);
    b.add("again", Pooling.average(Window.of(4, 5)), "max");
    b.add("flat", new Flatten(), Architecture.INPUT);
    b.add("first", GlobalPooling.AVERAGE, Architecture.INPUT);
    b.add("second", GlobalPooling.AVERAGE, "max");
    b.add("third", GlobalPooling.AVERAGE, "again");
    b.add("all", new Concat(), "first", "second", "third", "flat");
    Architecture architecture = b.build(b.add("out", SoftmaxOutput.of(3), "all"));
    NetworkSettings settings = settings(Optimizer.Method.NESTEROV, 0, 0);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      assertThat(step(tested, architecture, 1, 0))
          .isCloseTo(step(portable, architecture, 1, 0), within(CLOSE));
      assertThat(tested.predict(EXAMPLES))
          .containsExactly(portable.predict(EXAMPLES), within((float) CLOSE));
    }
  }

  @Test
  void weightsMoveFromOneToTheOther() {
    Architecture architecture = RandomArchitecture.withoutDropout(9);
    NetworkSettings settings = settings(Optimizer.Method.ADAM, 0.99, 0);
    try (Network portable = GraphNetwork.open(architecture, settings);
        Network tested = open(architecture, settings)) {
      step(tested, architecture, 1, 0.01);
      portable.setWeights(tested.weights());
      assertClose(portable.weights(), tested.weights(), 0);
    }
  }
}
