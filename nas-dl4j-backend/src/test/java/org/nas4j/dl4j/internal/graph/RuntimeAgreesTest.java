package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.model.Model;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;

/**
 * What serves predicts what the training engine predicts, for all layers and for networks of every
 * ready-made space: with weights and running statistics as after training.
 */
class RuntimeAgreesTest {

  private static final float CLOSE = 1e-5f;
  private static final int EXAMPLES = 4;
  private static final Shape IMAGE = Shape.image(3, 12, 12);

  static Stream<Architecture> architectures() {
    return Stream.of(
            IntStream.rangeClosed(1, 60).mapToObj(RandomArchitecture::of),
            sample(ChainSpace.of(IMAGE, 3), 6),
            sample(ChainSpace.of(Shape.vector(20), 3), 4),
            sample(MetaQnnSpace.builder(IMAGE, 3).maxDepth(6).build(), 5),
            sample(NasSkipSpace.small(IMAGE, 3), 5),
            sample(EnasMacroSpace.small(IMAGE, 3), 4),
            sample(EnasMicroSpace.builder(IMAGE, 3).cells(3).filters(8).build(), 3),
            sample(NasnetSpace.builder(IMAGE, 3).cellsPerStage(1).filters(8).build(), 3),
            sample(BlockQnnSpace.small(IMAGE, 3), 4),
            sample(DeepConvSpace.small(IMAGE, 3), 4),
            sample(MnasNetSpace.small(IMAGE, 3), 4),
            Stream.of(deep()))
        .flatMap(each -> each);
  }

  /** Few places and many filters, for which there is a way of its own. */
  private static Architecture deep() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("c1", Convolution.of(20, Window.square(3).stride(2)), Architecture.INPUT);
    b.add("n1", BatchNormalization.DEFAULT, "c1");
    b.add("r1", Activation.RELU, "n1");
    b.add("c2", Convolution.of(48, Window.square(3)).withBias(), "r1");
    b.add("n2", BatchNormalization.DEFAULT, "c2");
    b.add("r2", Activation.RELU, "n2");
    b.add("c3", Convolution.of(70, Window.square(1).stride(2)), "r2");
    b.add("g", GlobalPooling.AVERAGE, "c3");
    b.add("out", SoftmaxOutput.of(3), "g");
    return b.build();
  }

  private static Stream<Architecture> sample(SearchSpace<Architecture> space, int count) {
    return IntStream.range(0, count).mapToObj(seed -> {
      SplittableRandom random = new SplittableRandom(seed);
      return space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture();
    });
  }

  /** Initial weights, with normalizations that shift and scale. */
  private static Map<String, WeightArray> trained(Network network) {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    network.weights().forEach((name, array) -> {
      String kind = name.substring(name.lastIndexOf('/') + 1);
      for (int i = 0; i < array.values().length; i++) {
        switch (kind) {
          case "gamma", "variance" -> array.values()[i] = 0.5f + random.nextFloat();
          case "beta", "mean", "bias" -> array.values()[i] = random.nextFloat() - 0.5f;
          default -> {}
        }
      }
      weights.put(name, array);
    });
    return weights;
  }

  private static void assertAgree(Architecture architecture) {
    NetworkSettings settings =
        new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 1e-3), 0, 0, 1);
    SplittableRandom random = new SplittableRandom(5);
    int size = Math.toIntExact(architecture.input().elements());
    float[][] examples = new float[EXAMPLES][size];
    try (Network engine = GraphNetwork.open(architecture, settings)) {
      Map<String, WeightArray> weights = trained(engine);
      engine.setWeights(weights);
      Model model = Model.builder(architecture, weights).build().inPureJava();
      var target = engine.examples(EXAMPLES);
      for (float[] example : examples) {
        for (int j = 0; j < size; j++) {
          example[j] = random.nextFloat() * 2 - 1;
        }
        target.put(example);
      }
      float[] expected = engine.predict(EXAMPLES);
      int classes = expected.length / EXAMPLES;
      for (int repetition = 0; repetition < 2; repetition++) {
        for (int i = 0; i < EXAMPLES; i++) {
          assertThat(model.predict(examples[i]).probabilities())
              .as("example %d of %s", i, architecture.nodes())
              .containsExactly(
                  Arrays.copyOfRange(expected, i * classes, (i + 1) * classes), within(CLOSE));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void predictsAsTheEngine(Architecture architecture) {
    assertAgree(architecture);
  }

  @ParameterizedTest
  @EnumSource
  void knowsEveryActivation(Activation.Function function) {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 4, 4));
    b.add("c", Convolution.of(4, Window.square(3)).withBias(), Architecture.INPUT);
    b.add("a", new Activation(function), "c");
    b.add("f", new Flatten(), "a");
    b.add("d", new Dense(9, true), "f");
    b.add("n", BatchNormalization.DEFAULT, "d");
    b.add("b", new Activation(function), "n");
    b.add("out", SoftmaxOutput.of(5), "b");
    assertAgree(b.build());
  }
}
