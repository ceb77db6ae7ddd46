package org.nas4j.spaces.blockqnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.Walks;
import org.nas4j.testkit.SearchSpaceContract;

/** Blocks in the network structure code (Zhong et al. 2018, section 3.1). */
class BlockQnnSpaceTest {

  private static final Shape TINY = Shape.image(1, 8, 8);

  private static BlockQnnSpace.Builder oneBlock() {
    return BlockQnnSpace.builder(TINY, 2).stages(1).blocksPerStage(1).filters(4);
  }

  private static NscLayer option(Build<Architecture> sample, int i) {
    int option = sample.genotype().genes().get(i).option();
    return (NscLayer) sample.points().get(i).decision().options().get(option);
  }

  /** As many actions as the code's rules leave at each index. */
  @Test
  void countsActionsByIndex() {
    Map<Integer, Integer> counts = new TreeMap<>();
    Build<Architecture> longest = oneBlock().build().sample(point -> {
      counts.put(point.index() + 1, point.legalCount());
      return point.legalOption(0);
    });
    assertThat(longest.points()).hasSize(23);
    assertThat(counts)
        .containsEntry(1, 8)
        .containsEntry(2, 19)
        .containsEntry(3, 31)
        .containsEntry(5, 61)
        .containsEntry(10, 171)
        .containsEntry(23, 691);
  }

  /** Predecessors come before, those of a pair differ, and what nobody reads reaches the output. */
  @Test
  void neverLeavesTheRules() {
    BlockQnnSpace space = oneBlock().greatestIndex(8).build();
    int[] walks = {0};
    Walks.random(space, 100_000, sample -> {
      checkRules(space, sample);
      if (walks[0]++ % 50 == 0) {
        Walks.assertNothingUnused(sample.architecture());
      }
    });
    BlockQnnSpace large = oneBlock().build();
    Walks.random(large, 500, sample -> {
      checkRules(large, sample);
      Walks.assertNothingUnused(sample.architecture());
    });
  }

  private static void checkRules(BlockQnnSpace space, Build<Architecture> sample) {
    for (int i = 0; i < sample.points().size(); i++) {
      int index = i + 1;
      NscLayer layer = option(sample, i);
      boolean legal = layer.type() == NscLayer.Type.TERMINAL
          ? i > 0 && i == sample.points().size() - 1
          : layer.inputs().stream().allMatch(input -> input >= 0 && input < index);
      boolean distinct = !layer.type().joins() || layer.first() < layer.second();
      if (!legal || !distinct) {
        throw new AssertionError(space.block(sample.genotype()) + " breaks a rule");
      }
    }
  }

  @Test
  void declaresTheLatestLayerAsState() {
    BlockQnnSpace space = oneBlock().build();
    Build<Architecture> sample = space.sample(Chooser.uniform(new SplittableRandom(4)));
    List<NscLayer> layers = space.block(sample.genotype()).layers();
    assertThat(sample.points().get(0).context()).hasToString("(0,0,0,0,0)");
    for (int i = 1; i < sample.points().size(); i++) {
      assertThat(sample.points().get(i).context()).isEqualTo(layers.get(i - 1));
    }
  }

  /**
   * Density and multiply-accumulates computed by hand, 2,304 of them the stem's and 8 the
   * classifier's.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      (1,1,3,0,0) (2,7,0,0,0)                         | 0.5 | 9216
      (1,1,3,0,0) (2,5,0,0,1) (3,7,0,0,0)             | 1.0 | 9216
      (1,1,1,0,0) (2,1,3,0,0) (3,1,5,0,0) (4,7,0,0,0) | 1.2 | 38912
      """)
  void roundTripsThroughTheNetwork(String code, double density, long macs) {
    BlockQnnSpace space = oneBlock().greatestIndex(4).build();
    NscBlock block = NscBlock.parse(code);
    assertThat(block).hasToString(code);
    assertThat(block.density()).isCloseTo(density, within(1e-12));
    Architecture network = space.network(block);
    assertThat(network.cost().macs()).isEqualTo(2304 + macs + 8);
    assertThat(readBack(network)).isEqualTo(inputs(block));
    List<NscLayer> layers = new ArrayList<>(block.layers());
    Build<Architecture> sample = space.sample(point -> {
      NscLayer wanted = point.index() < layers.size()
          ? layers.get(point.index()).at(0)
          : new NscLayer(0, NscLayer.Type.TERMINAL, 0, 0, 0);
      return point.decision().options().indexOf(wanted);
    });
    assertThat(sample.architecture()).isEqualTo(network);
    assertThat(space.block(sample.genotype())).isEqualTo(block);
  }

  private static Map<Integer, TreeSet<Integer>> inputs(NscBlock block) {
    Map<Integer, TreeSet<Integer>> inputs = new TreeMap<>();
    block.layers().forEach(layer -> inputs.put(layer.index(), new TreeSet<>(layer.inputs())));
    return inputs;
  }

  /** What each layer of the only block reads, by the network alone. */
  private static Map<Integer, TreeSet<Integer>> readBack(Architecture network) {
    Map<String, Integer> indices = new HashMap<>(Map.of("stem/norm", 0));
    Map<Integer, TreeSet<Integer>> inputs = new TreeMap<>();
    for (Node node : network.nodes()) {
      if (!node.name().startsWith("stage1.block1/layer")) {
        continue;
      }
      int index = Integer.parseInt(node.name().replaceAll(".*layer(\\d+).*", "$1"));
      indices.put(node.name(), index);
      node.inputs().stream()
          .map(indices::get)
          .filter(input -> input != index)
          .forEach(
              input -> inputs.computeIfAbsent(index, each -> new TreeSet<>()).add(input));
    }
    return inputs;
  }

  @Test
  void doublesFiltersWhereItHalvesResolution() {
    Architecture network = BlockQnnSpace.builder(Shape.image(3, 32, 32), 10)
        .build()
        .network(NscBlock.parse("(1,1,3,0,0) (2,3,3,0,0) (3,6,0,1,2) (4,4,0,0,0) (5,5,0,3,4)"));
    assertThat(network.shape("stage1.block4/layer5/add")).isEqualTo(Shape.image(32, 32, 32));
    assertThat(network.shape("stage2.block1/layer4")).isEqualTo(Shape.image(32, 16, 16));
    assertThat(network.shape("stage2.block1/layer5/add")).isEqualTo(Shape.image(64, 16, 16));
    assertThat(network.shape("stage3.block4/layer5/add")).isEqualTo(Shape.image(128, 8, 8));
    assertThat(network.shape(network.output())).isEqualTo(Shape.vector(10));
  }

  @Test
  void takesPoolingOfOneForTheIdentityThatItIs() {
    BlockQnnSpace space = BlockQnnSpace.small(Shape.image(1, 28, 28), 10);
    Architecture pooled = space.network(NscBlock.parse("(1,2,1,0,0) (2,1,3,1,0)"));
    assertThat(pooled.canonicalHash())
        .isEqualTo(space.network(NscBlock.parse("(1,4,0,0,0) (2,1,3,1,0)")).canonicalHash())
        .isEqualTo(space.network(NscBlock.parse("(1,1,3,0,0)")).canonicalHash());
  }

  @Test
  void readsPairsInEitherOrder() {
    assertThat(NscBlock.parse("(1,1,3,0,0) (2,5,0,1,0)"))
        .isEqualTo(NscBlock.parse("(1,1,3,0,0) (2,5,0,0,1) (3,7,0,0,0)"))
        .hasSameHashCodeAs(NscBlock.parse("(1,1,3,0,0) (2,5,0,0,1)"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      (1,1,7,0,0)             | (1,1,7,0,0)
      (1,1,3,1,0)             | (1,1,3,1,0)
      (1,7,0,0,0)             | (1,7,0,0,0)
      (1,1,3,0,0) (2,5,0,1,1) | (2,5,0,1,1)
      (1,1,3,0,0) (3,1,3,0,0) | (3,1,3,0,0)
      conv                    | conv
      """)
  void refusesWhatIsNoCode(String code, String wrong) {
    assertThatThrownBy(() -> NscBlock.parse(code))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[" + wrong + "]")
        .hasMessageContaining("Maybe it reads");
  }

  @Nested
  class Small extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return BlockQnnSpace.small(Shape.image(1, 28, 28), 10);
    }
  }
}
