package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/** Path-level edits one by one, on a reference in double precision. */
class PathMorphismsTest {

  private static final double EXACT = 1e-5;

  private final RandomGenerator random = new SplittableRandom(11);

  /** Six channels, rectified, then the layer, seven channels if it makes any, then a classifier. */
  private static Architecture around(Layer layer) {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    b.add("stem", Convolution.of(6, Window.square(3)), Architecture.INPUT);
    b.add("stem/relu", Activation.RELU, "stem");
    b.add("x", layer, "stem/relu");
    b.add("x/bn", BatchNormalization.DEFAULT, "x");
    b.add("x/relu", Activation.RELU, "x/bn");
    b.add("after", Convolution.of(3, Window.square(3)), "x/relu");
    b.add("flat", new Flatten(), "after");
    return b.build(b.add("out", SoftmaxOutput.of(3), "flat"));
  }

  static Stream<Layer> layers() {
    return Stream.of(
        Convolution.of(7, Window.square(3)).withBias(),
        new Convolution(8, Window.square(3), 2, true),
        new DepthwiseConvolution(Window.square(3), true),
        new SeparableConvolution(7, Window.square(5), true),
        Pooling.max(Window.square(3)),
        Pooling.average(Window.square(3)),
        new org.nas4j.arch.Identity());
  }

  static Stream<Arguments> copies() {
    return layers()
        .flatMap(layer -> Stream.of(2, 3)
            .flatMap(branches -> Stream.of(
                    List.of("x"), List.of("x", "x/bn"), List.of("x", "x/bn", "x/relu"))
                .map(path -> Arguments.of(layer, branches, path))));
  }

  @ParameterizedTest
  @MethodSource("copies")
  void copiesThatAreAddedKeepTheFunction(Layer layer, int branches, List<String> path) {
    WeightedArchitecture network = Networks.weighted(around(layer), random);
    Morphism morphism = Morphism.replicateToAdd(path, branches, 0);
    WeightedArchitecture child = morphism.apply(network, random);
    assertThat(morphism.keepsFunction()).isTrue();
    assertThat(Networks.difference(network, child)).isLessThan(EXACT);
    assertThat(child.architecture().nodes())
        .hasSize(network.architecture().nodes().size() + (branches - 1) * path.size() + 1);
  }

  @ParameterizedTest
  @MethodSource("copies")
  void copiesThatAreConcatenatedKeepTheFunction(Layer layer, int branches, List<String> path) {
    WeightedArchitecture network = Networks.weighted(around(layer), random);
    Morphism morphism = Morphism.replicateToConcat(path, branches, 0);
    if (layer instanceof Convolution convolution && convolution.groups() > 1 && branches == 3) {
      assertThatThrownBy(() -> morphism.edit(network.architecture()))
          .isInstanceOf(InfeasibleException.class)
          .hasMessageContaining("[2] groups");
      return;
    }
    WeightedArchitecture child = morphism.apply(network, random);
    assertThat(Networks.difference(network, child)).isLessThan(EXACT);
    boolean given = child.architecture().nodes().stream()
        .anyMatch(node -> node.layer() instanceof ChannelWindow);
    boolean isOrdinary = layer instanceof SeparableConvolution
        || layer instanceof Convolution convolution && convolution.groups() == 1;
    assertThat(given).as("input is shared out").isEqualTo(!isOrdinary);
    assertThat(child.architecture().cost().parameters())
        .as("an ordinary convolution has no more weights than before")
        .isLessThanOrEqualTo(network.architecture().cost().parameters()
            + (layer instanceof SeparableConvolution ? (branches - 1) * 6L * 25 : 0));
  }

  @Test
  void sharesOutUnevenly() {
    Architecture child = Morphism.replicateToConcat(List.of("x"), 3, 0)
        .edit(around(Convolution.of(8, Window.square(3))));
    assertThat(child.shape("x").channels()).isEqualTo(3);
    assertThat(child.shape("x+path1").channels()).isEqualTo(3);
    assertThat(child.shape("x+path2").channels()).isEqualTo(2);
  }

  @Test
  void copiesOfAPreActivationReadAllChannels() {
    WeightedArchitecture network =
        Networks.weighted(around(Convolution.of(7, Window.square(3))), random);
    List<String> path = List.of("x/bn", "x/relu", "after");
    WeightedArchitecture child = Morphism.replicateToConcat(path, 2, 0).apply(network, random);
    assertThat(Networks.difference(network, child)).isLessThan(EXACT);
    assertThat(child.architecture().shape("after+path1").channels()).isEqualTo(1);
    assertThat(child.architecture().shape("x/bn+path1").channels()).isEqualTo(7);
  }

  @Test
  void noiseIsOnAllCopiesButTheFirst() {
    WeightedArchitecture network =
        Networks.weighted(around(Convolution.of(7, Window.square(3))), random);
    float[] old = network.weights().get("x/kernel").values();
    WeightedArchitecture child =
        Morphism.replicateToAdd(List.of("x", "x/bn"), 3, 6e-3).apply(network, random);
    assertThat(child.weights().get("x/kernel").values()).isEqualTo(old);
    for (int copy = 1; copy < 3; copy++) {
      float[] noisy = child.weights().get("x+path" + copy + "/kernel").values();
      double squares = 0;
      for (int i = 0; i < old.length; i++) {
        squares += Math.pow(noisy[i] - old[i], 2);
      }
      assertThat(Math.sqrt(squares / old.length) / Noise.deviation(old)).isBetween(4e-3, 8e-3);
      assertThat(child.weights().get("x/bn+path" + copy + "/gamma").values())
          .isEqualTo(network.weights().get("x/bn/gamma").values());
    }
  }

  static Stream<Arguments> replacements() {
    return Stream.of(
            Convolution.of(7, Window.square(3)),
            Convolution.of(7, Window.square(1)).withBias(),
            new Convolution(7, Window.square(5), 7, false),
            new DepthwiseConvolution(Window.square(3), true),
            SeparableConvolution.of(7, Window.square(7)))
        .flatMap(layer -> Stream.of(LayerOrder.values()).map(order -> Arguments.of(layer, order)));
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void replacedIdentitiesKeepTheFunctionIfTheySaySo(Layer operation, LayerOrder order) {
    WeightedArchitecture network =
        Networks.weighted(around(Convolution.of(7, Window.square(3))), random);
    String behind = order == LayerOrder.PRE_ACTIVATION ? "x" : "x/relu";
    WeightedArchitecture longer = Morphism.insertIdentity(behind).apply(network, random);
    Morphism morphism = Morphism.replaceIdentity(behind + "+next1", operation, order, 0);
    WeightedArchitecture child = morphism.apply(longer, random);
    assertThat(child.architecture().node(behind + "+next1").layer()).isEqualTo(operation);
    assertThat(morphism.keepsFunction()).isEqualTo(order != LayerOrder.PRE_ACTIVATION);
    double difference = Networks.difference(network, child);
    if (morphism.keepsFunction()) {
      assertThat(difference).isLessThan(EXACT);
    } else {
      assertThat(difference).isGreaterThan(1e-3);
    }
  }

  @Test
  void poolingsSayThatTheyDoNotKeepTheFunction() {
    WeightedArchitecture network = Morphism.insertIdentity("x/relu")
        .apply(Networks.weighted(around(Convolution.of(7, Window.square(3))), random), random);
    for (Layer pooling :
        List.of(Pooling.max(Window.square(3)), Pooling.average(Window.square(3)))) {
      Morphism morphism =
          Morphism.replaceIdentity("x/relu+next1", pooling, LayerOrder.POST_ACTIVATION, 0);
      assertThat(morphism.keepsFunction()).isFalse();
      assertThat(Networks.difference(network, morphism.apply(network, random))).isGreaterThan(1e-3);
    }
  }

  @Test
  void denseLayersAreReplicatedToo() {
    Architecture.Builder b = Architecture.builder(Shape.vector(5));
    b.add("d", new Dense(7, true), Architecture.INPUT);
    b.add("d/relu", Activation.RELU, "d");
    b.add("out", SoftmaxOutput.of(3), "d/relu");
    WeightedArchitecture network = Networks.weighted(b.build("out"), random);
    for (Morphism morphism : List.of(
        Morphism.replicateToAdd(List.of("d", "d/relu"), 3, 0),
        Morphism.replicateToConcat(List.of("d", "d/relu"), 2, 0))) {
      assertThat(Networks.difference(network, morphism.apply(network, random))).isLessThan(EXACT);
    }
  }

  @Test
  void refusesWhatIsNoPath() {
    Architecture network = Networks.all().get("residual");
    assertThatThrownBy(
            () -> Morphism.replicateToAdd(List.of("r1a", "r1a.relu"), 2, 0).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("[r1a]");
    assertThatThrownBy(
            () -> Morphism.replicateToAdd(List.of("stem.relu", "r1a"), 2, 0).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("others read the first of them too");
    assertThatThrownBy(() -> Morphism.replicateToAdd(List.of("r1"), 2, 0).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("[add]");
    Architecture flat = Networks.all().get("plain");
    assertThatThrownBy(
            () -> Morphism.replicateToConcat(List.of("b", "pool", "flat"), 2, 0).edit(flat))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("[flatten]");
    assertThatThrownBy(() -> Morphism.insertIdentity("out").edit(network))
        .isInstanceOf(InfeasibleException.class);
    assertThatThrownBy(() -> Morphism.replicateToAdd(List.of("r1a"), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1]");
  }

  @Test
  void refusesWhatCannotTakeThePlaceOfAnIdentity() {
    Architecture network = Morphism.insertIdentity("x/relu")
        .edit(Morphism.insertIdentity("after").edit(around(Pooling.max(Window.square(3)))));
    assertThatThrownBy(() -> replace("x", Convolution.of(6, Window.square(3))).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("only an identity");
    assertThatThrownBy(
            () -> replace("x/relu+next1", Convolution.of(5, Window.square(3))).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("as many channels");
    assertThatThrownBy(
            () -> replace("x/relu+next1", Convolution.of(6, Window.square(2))).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("centre");
    assertThatThrownBy(
            () -> replace("after+next1", Convolution.of(3, Window.square(3))).edit(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("may be negative");
  }

  private static Morphism replace(String node, Layer operation) {
    return Morphism.replaceIdentity(node, operation, LayerOrder.POST_ACTIVATION, 0);
  }

  /** Averaging, not adding: this is what a plain sum would have made. */
  @Test
  void thePlainSumWouldNotKeepTheFunction() {
    WeightedArchitecture network =
        Networks.weighted(around(Convolution.of(7, Window.square(3))), random);
    WeightedArchitecture child =
        Morphism.replicateToAdd(List.of("after"), 2, 0).apply(network, random);
    Architecture.Builder summed = Architecture.builder(network.architecture().input());
    child
        .architecture()
        .nodes()
        .forEach(node -> summed.add(
            node.name(),
            node.layer() instanceof org.nas4j.arch.Average
                ? new org.nas4j.arch.Add()
                : node.layer(),
            node.inputs()));
    WeightedArchitecture sum = new WeightedArchitecture(summed.build("out"), child.weights());
    assertThat(Networks.difference(network, sum)).isGreaterThan(1e-2);
  }
}
