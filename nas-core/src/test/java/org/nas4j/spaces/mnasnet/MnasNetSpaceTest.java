package org.nas4j.spaces.mnasnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;
import org.nas4j.spaces.Walks;
import org.nas4j.spaces.mnasnet.MnasNetBlock.Operation;
import org.nas4j.spaces.mnasnet.MnasNetBlock.Skip;

/** Factorized blocks (Tan et al. 2019, section 3.2). */
class MnasNetSpaceTest {

  private static final Shape TINY = Shape.image(1, 8, 8);

  private static MnasNetSpace.Builder tiny() {
    return MnasNetSpace.builder(TINY, 2).stemFilters(8).stemStride(1).lastFilters(8);
  }

  private static Architecture network(MnasNetBlock... blocks) {
    return tiny().build().network(List.of(blocks));
  }

  /** S = 432 options a block: 4 · 2 · 2 · 3 · 3 · 3. */
  @Test
  void asksForFourHundredAndThirtyTwoOptionsOfEachBlock() {
    Build<Architecture> sample =
        MnasNetSpace.builder(TINY, 2).build().sample(point -> point.legalOption(0));
    assertThat(sample.points()).hasSize(6 * 7);
    for (int block = 0; block < 7; block++) {
      int options = IntStream.range(6 * block, 6 * block + 6)
          .map(i -> sample.points().get(i).decision().options().size())
          .reduce(1, (a, b) -> a * b);
      assertThat(options).isEqualTo(432);
    }
  }

  /** S^B by the formula and by brute force, with B = 2 and one kernel, for the sake of time. */
  @Test
  void countsNetworksByTheFormula() {
    MnasNetSpace space = tiny()
        .filters(8, 8)
        .layers(2, 1)
        .strides(2, 1)
        .filterMultiple(1)
        .kernels(3)
        .squeezes(0)
        .build();
    long first = 4 * 3 * 3 * 3;
    long second = 4 * 3 * 3 * 2;
    assertThat(Walks.all(space, sample -> {})).isEqualTo(first * second);
  }

  @Test
  void layersOfBlockAreAlikeButForTheStrideOfTheFirst() {
    Architecture network =
        network(new MnasNetBlock(Operation.INVERTED_6, 5, 0.25, Skip.IDENTITY, 12, 3, 2));
    for (int layer = 1; layer <= 3; layer++) {
      String name = "block1.layer" + layer;
      DepthwiseConvolution depthwise =
          (DepthwiseConvolution) network.node(name + "/depthwise/conv").layer();
      assertThat(depthwise.window().kernelHeight()).isEqualTo(5);
      assertThat(depthwise.window().strideHeight()).isEqualTo(layer == 1 ? 2 : 1);
      assertThat(network.shape(name + "/project/norm")).isEqualTo(Shape.image(12, 4, 4));
      assertThat(network.node(name + "/se/scale").layer()).isEqualTo(new ChannelScale());
      assertThat(network.shape(name + "/se/reduce")).isEqualTo(Shape.vector(layer == 1 ? 2 : 3));
    }
    assertThat(network.shape("block1.layer2/expand/act")).isEqualTo(Shape.image(72, 4, 4));
    assertThat(names(network)).contains("block1.layer2/sum", "block1.layer3/sum");
    assertThat(names(network)).doesNotContain("block1.layer1/sum");
  }

  private static List<String> names(Architecture network) {
    return network.nodes().stream().map(Node::name).toList();
  }

  /** H·W·M·(K² + N) of a separable layer, H·W·M·K²·N of a dense one. */
  @Test
  void separableLayerCostsWhatThePaperSays() {
    long rest = network().cost().macs();
    MnasNetBlock dense = new MnasNetBlock(Operation.CONVOLUTION, 3, 0, Skip.NONE, 8, 1, 1);
    MnasNetBlock separable = new MnasNetBlock(Operation.SEPARABLE, 3, 0, Skip.NONE, 8, 1, 1);
    assertThat(network(separable).cost().macs() - rest).isEqualTo(8 * 8 * 8 * (9 + 8));
    assertThat(network(dense).cost().macs() - rest).isEqualTo(8 * 8 * 8 * 9 * 8);
  }

  @Test
  void poolingSkipsWhereTheShapeChangesToo() {
    MnasNetBlock block = new MnasNetBlock(Operation.SEPARABLE, 3, 0, Skip.POOLING, 12, 2, 2);
    Architecture network = network(block);
    assertThat(network.shape("block1.layer1/skip/pool")).isEqualTo(Shape.image(8, 4, 4));
    assertThat(network.node("block1.layer1/sum").inputs())
        .containsExactly("block1.layer1/project/norm", "block1.layer1/skip/channels");
    assertThat(network.node("block1.layer2/sum").inputs())
        .containsExactly("block1.layer2/project/norm", "block1.layer1/sum");
  }

  /** Multiples of 8, never more than a tenth less; a single layer is never lost. */
  @Test
  void roundsFiltersAndKeepsTheLastLayer() {
    MnasNetSpace space = tiny().filters(96, 12).layers(1, 1).strides(1, 1).build();
    int[][] wanted = {{0, 72, 16}, {1, 96, 16}, {2, 120, 16}};
    for (int[] each : wanted) {
      Architecture network =
          Walks.along(space, 1, 0, 0, 2, each[0], 1, 1, 0, 0, 2, each[0], 1).architecture();
      assertThat(network.shape("block1.layer1/project/norm").channels()).isEqualTo(each[1]);
      assertThat(network.shape("block2.layer1/project/norm").channels()).isEqualTo(each[2]);
    }
    assertThat(space.sample(point -> point.legalOption(0)).points().get(5).legalCount())
        .isEqualTo(2);
  }

  @Test
  void takesTheActivationOfItsSuccessor() {
    Architecture network = tiny()
        .activation(Activation.Function.HARD_SWISH)
        .build()
        .network(List.of(new MnasNetBlock(Operation.CONVOLUTION, 3, 0.5, Skip.NONE, 8, 1, 1)));
    assertThat(network.node("block1.layer1/act").layer())
        .isEqualTo(new Activation(Activation.Function.HARD_SWISH));
    assertThat(network.node("block1.layer1/conv").layer()).isInstanceOf(Convolution.class);
    assertThat(network.node("last/conv").inputs()).containsExactly("block1.layer1/se/scale");
  }

  @Test
  void refusesWhatIsNoBlock() {
    assertThatThrownBy(() -> tiny().layers(1, 2).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 2]")
        .hasMessageContaining("Maybe one of them is a block short");
    assertThatThrownBy(() -> tiny().strides(0)).hasMessageContaining("stride");
    assertThatThrownBy(() -> tiny().squeezes()).hasMessageContaining("no options");
    assertThatThrownBy(() -> tiny().squeezes(25)).hasMessageContaining("squeeze-and-excitation");
    assertThatThrownBy(() -> new MnasNetBlock(Operation.SEPARABLE, 0, 0, Skip.NONE, 8, 1, 1))
        .hasMessageContaining("kernel");
  }
}
