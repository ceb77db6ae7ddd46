package org.nas4j.spaces.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.space.Build;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.spaces.Walks;
import org.nas4j.spaces.nas.NasSkipSpace.LayerType;

class NasSkipSpaceTest {

  private static final Shape CIFAR = Shape.image(3, 32, 32);

  /**
   * Every string of answers makes a network whose layers all reach the classifier (Zoph and Le
   * 2017, section 3.3).
   */
  @Test
  void buildsEveryRandomString() {
    NasSkipSpace space =
        NasSkipSpace.builder(CIFAR, 10).layers(7).strides(1, 2, 3).poolAfter(4).build();
    Walks.random(space, 5000, sample -> check(sample, 7));
    Walks.random(
        NasSkipSpace.builder(CIFAR, 10).layers(12).build(), 5000, sample -> check(sample, 12));
  }

  private static void check(Build<Architecture> sample, int layers) {
    Architecture network = sample.architecture();
    assertThat(network.shape(network.output())).isEqualTo(Shape.vector(10));
    Walks.assertNothingUnused(network);
    List<List<Integer>> sources = sources(sample, layers);
    for (int layer = 1; layer <= layers; layer++) {
      assertThat(sourceLayers(network, "layer" + layer + "/conv"))
          .isEqualTo(sources.get(layer - 1));
    }
  }

  /**
   * The earlier layers that the genotype says each layer reads, numbered from 1; 0 is the image.
   */
  private static List<List<Integer>> sources(Build<Architecture> sample, int layers) {
    List<List<Integer>> sources = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      List<Integer> read = new ArrayList<>();
      for (int i = 0; i < sample.points().size(); i++) {
        DecisionPoint point = sample.points().get(i);
        if (point.references().isLink()
            && point.references().anchors() == layer + 1
            && sample.genotype().genes().get(i).option() == 1) {
          read.add(point.references().anchorOf(1) + 1);
        }
      }
      sources.add(read.isEmpty() ? List.of(0) : read);
    }
    return sources;
  }

  /** The layers that a convolution reads through joints, pads and pools. */
  private static List<Integer> sourceLayers(Architecture network, String name) {
    String input = network.node(name).inputs().get(0);
    if (input.equals(Architecture.INPUT)) {
      return List.of(0);
    }
    Node node = network.node(input);
    return node.layer() instanceof Concat
        ? node.inputs().stream().map(each -> layer(network, each)).toList()
        : List.of(layer(network, input));
  }

  private static int layer(Architecture network, String name) {
    if (name.equals(Architecture.INPUT)) {
      return 0;
    }
    Node node = network.node(name);
    return name.endsWith("/relu")
        ? Integer.parseInt(name.substring("layer".length(), name.indexOf('/')))
        : layer(network, node.inputs().get(0));
  }

  @Test
  void joinsByThePapersRules() {
    NasSkipSpace space = NasSkipSpace.builder(Shape.image(1, 8, 8), 10)
        .layers(3)
        .filterHeights(3)
        .filterWidths(1)
        .filters(4)
        .strides(1, 2)
        .build();
    // Layer 1 halves the rows; layer 2 reads the image; layer 3 reads both.
    Architecture network = Walks.along(space, 1, 0, 0, 0, 0, 0, 0, 1, 1).architecture();
    assertThat(network.node("layer2/conv").inputs()).containsExactly(Architecture.INPUT);
    assertThat(network.node("layer3/pad1").layer()).isEqualTo(new ZeroPad(2, 2, 0, 0));
    assertThat(network.node("layer3/concat").inputs())
        .containsExactly("layer3/pad1", "layer2/relu");
    assertThat(network.shape("layer3/concat")).isEqualTo(Shape.image(8, 8, 8));
    assertThat(network.node("head").inputs()).containsExactly("layer3/relu");
  }

  @Test
  void concatenatesLooseEndsBeforeTheClassifier() {
    NasSkipSpace space = NasSkipSpace.builder(Shape.image(1, 8, 8), 10)
        .layers(3)
        .filterHeights(3)
        .filterWidths(3)
        .filters(4)
        .build();
    Architecture network = Walks.along(space, 0, 1, 0).architecture();
    assertThat(network.node("head/concat").inputs()).containsExactly("layer2/relu", "layer3/relu");
    assertThat(network.shape("head")).isEqualTo(Shape.vector(8));
  }

  @Test
  void asksInThePapersOrder() {
    NasSkipSpace space =
        NasSkipSpace.builder(CIFAR, 10).layers(2).strides(1, 2, 3).build();
    assertThat(Walks.along(space, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).genotype().genes())
        .extracting(Gene::decision)
        .containsExactly(
            "filter height",
            "filter width",
            "stride height",
            "stride width",
            "number of filters",
            "filter height",
            "filter width",
            "stride height",
            "stride width",
            "number of filters",
            "skip connection");
  }

  /**
   * The paper's second and third experiments together: strides and layers of pooling, which only
   * convolutions lack.
   */
  @Test
  void asksForTypesFirstAndNothingMoreOfPoolings() {
    NasSkipSpace space = NasSkipSpace.builder(CIFAR, 10)
        .layers(3)
        .layerTypes(LayerType.values())
        .strides(1, 2, 3)
        .build();
    Build<Architecture> sample = Walks.along(space, 0, 0, 0, 1, 1, 0, 1, 1, 2, 1, 1);
    assertThat(sample.genotype().genes())
        .extracting(Gene::decision)
        .containsExactly(
            "layer type",
            "filter height",
            "filter width",
            "stride height",
            "stride width",
            "number of filters",
            "layer type",
            "skip connection",
            "layer type",
            "skip connection",
            "skip connection");
    Architecture network = sample.architecture();
    assertThat(network.node("layer2/pooling").layer())
        .isEqualTo(Pooling.max(Window.square(2).stride(2)));
    assertThat(network.shape("layer2/pooling")).isEqualTo(Shape.image(24, 8, 8));
    assertThat(network.node("layer3/pooling").layer())
        .isEqualTo(Pooling.average(Window.square(2).stride(2)));
    assertThat(network.shape("layer3/pooling")).isEqualTo(Shape.image(48, 8, 8));
  }

  /** With layers of pooling too, all compile, nothing is left unread. */
  @Test
  void buildsEveryRandomStringOfTypes() {
    NasSkipSpace space = NasSkipSpace.builder(CIFAR, 10)
        .layers(9)
        .layerTypes(LayerType.values())
        .strides(1, 2, 3)
        .poolAfter(4)
        .build();
    Walks.random(space, 2000, sample -> {
      Architecture network = sample.architecture();
      assertThat(network.shape(network.output())).isEqualTo(Shape.vector(10));
      Walks.assertNothingUnused(network);
    });
  }

  @Test
  void smallSpaceFitsSmallMachine() {
    NasSkipSpace space = NasSkipSpace.small(Shape.image(1, 28, 28), 10);
    Walks.random(space, 500, sample -> {
      assertThat(sample.architecture().cost().macs()).isLessThan(25_000_000);
      assertThat(sample.architecture().cost().parameters()).isLessThan(250_000);
    });
  }

  @Test
  void refusesPoolingAfterMissingLayer() {
    assertThatThrownBy(
            () -> NasSkipSpace.builder(CIFAR, 10).layers(3).poolAfter(2, 5).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after layers [5], but there are only [3]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesUnsortedAndEmptyOptions() {
    NasSkipSpace.Builder builder = NasSkipSpace.builder(CIFAR, 10);
    assertThatThrownBy(() -> builder.filters(8, 4)).hasMessageContaining("must rise");
    assertThatThrownBy(() -> builder.layerTypes(LayerType.CONVOLUTION, LayerType.CONVOLUTION))
        .hasMessageContaining("must differ");
    assertThatThrownBy(() -> builder.filters()).hasMessageContaining("no options");
    assertThatThrownBy(() -> builder.filterWidths(0, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> NasSkipSpace.builder(Shape.vector(4), 2))
        .hasMessageContaining("Maybe ChainSpace");
  }
}
