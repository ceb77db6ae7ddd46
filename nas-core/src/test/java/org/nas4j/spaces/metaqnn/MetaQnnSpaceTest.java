package org.nas4j.spaces.metaqnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;
import org.nas4j.space.DecisionPoint;
import org.nas4j.spaces.KernelFit;
import org.nas4j.spaces.PoolingSize;
import org.nas4j.spaces.Walks;
import org.nas4j.spaces.metaqnn.MetaQnnLayer.Kind;

/**
 * The states and actions of MetaQNN (Baker et al. 2017, sections 4.1 and 4.2), and the published
 * networks.
 */
class MetaQnnSpaceTest {

  private static final Shape CIFAR = Shape.image(3, 32, 32);

  private static MetaQnnSpace.Builder cifar() {
    return MetaQnnSpace.builder(CIFAR, 10);
  }

  private static Build<Architecture> along(MetaQnnSpace space, String layers) {
    List<String> names = List.of(layers.split(" "));
    return space.sample(point -> option(point, names.get(point.index())));
  }

  private static int option(DecisionPoint point, String name) {
    return point.decision().options().stream().map(Object::toString).toList().indexOf(name);
  }

  private static List<MetaQnnLayer> layers(Build<Architecture> sample) {
    List<MetaQnnLayer> layers = new ArrayList<>();
    for (int i = 0; i < sample.points().size(); i++) {
      int option = sample.genotype().genes().get(i).option();
      layers.add((MetaQnnLayer) sample.points().get(i).decision().options().get(option));
    }
    return layers;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      SM                                  | 14
      C(64,3,1) SM                        | 14, 17
      C(64,3,1) P(5,3) P                  | 14, 17, 14
      C(64,3,1) P(5,3) C(64,1,1) P(3,2) P | 14, 17, 14, 17, 13
      C(64,1,1) P(5,3) C(64,1,1) P(3,2) C(64,1,1) P | 14, 17, 14, 17, 13, 15
      C(64,1,1) P(5,3) C(64,1,1) P(3,2) C(64,1,1) P(3,2) P | 14, 17, 14, 17, 13, 15, 5
      C(64,1,1) P(5,3) C(64,1,1) P(3,2) FC(512) FC(512) P | 14, 17, 14, 17, 13, 4, 1
      C(64,1,1) P(5,3) C(64,1,1) P(3,2) FC(128) P | 14, 17, 14, 17, 13, 2
      GAP SM                              | 14, 1
      """)
  void countsLegalActions(String path, String counts) {
    List<Integer> legal = new ArrayList<>();
    MetaQnnSpace space = cifar().build();
    List<String> names = List.of(path.split(" "));
    space.sample(point -> {
      legal.add(point.legalCount());
      String name = names.get(point.index());
      return option(point, name.equals("P") ? "SM" : name);
    });
    assertThat(legal.toString()).isEqualTo("[" + counts + "]");
  }

  @Test
  void countsLegalActionsOnSingleRow() {
    MetaQnnState onSingleRow = MetaQnnState.start(32).next(MetaQnnLayer.convolution(64, 1), 1);
    assertThat(legal(onSingleRow, KernelFit.BELOW_BIN)).hasSize(5);
    assertThat(legal(onSingleRow, KernelFit.WITHIN_BIN)).hasSize(9);
    MetaQnnState pooled = MetaQnnState.start(32).next(MetaQnnLayer.pooling(2, 2), 3);
    assertThat(legal(pooled, KernelFit.BELOW_BIN)).hasSize(5);
    assertThat(legal(pooled, KernelFit.WITHIN_BIN)).hasSize(9);
  }

  private static final List<MetaQnnLayer> ALL = cifarLayers();

  private static List<MetaQnnLayer> cifarLayers() {
    List<MetaQnnLayer> all = new ArrayList<>();
    cifar().build().sample(point -> {
      point.decision().options().forEach(option -> all.add((MetaQnnLayer) option));
      return option(point, "SM");
    });
    return all;
  }

  private static List<MetaQnnLayer> legal(MetaQnnState state, KernelFit fit) {
    return ALL.stream().filter(layer -> state.allows(layer, 18, fit, 1)).toList();
  }

  /** The space itself, walked completely. */
  @ParameterizedTest
  @CsvSource({"1, 14, 27", "2, 206, 235", "3, 2978, 482", "4, 43154, 733"})
  void enumeratesShallowNetworks(int depth, long networks, int entries) {
    Set<List<Object>> table = new HashSet<>();
    long count = Walks.all(cifar().maxDepth(depth).build(), sample -> {
      for (int i = 0; i < sample.points().size(); i++) {
        table.add(List.of(
            sample.points().get(i).context(), sample.genotype().genes().get(i).option()));
      }
    });
    assertThat(count).isEqualTo(networks);
    assertThat(table).hasSize(entries);
  }

  /** The rules alone, since there are too many networks to build. */
  @ParameterizedTest
  @CsvSource({"12, 32, 5.79e13, 4058", "12, 28, 5.35e13, 4068", "18, 32, 2.83e20, 6656"})
  void countsDeepNetworks(int depth, int rows, double networks, int entries) {
    Map<List<Object>, Double> counts = new HashMap<>();
    Set<List<Object>> table = new HashSet<>();
    assertThat(count(MetaQnnState.start(rows), rows, depth, counts, table))
        .isCloseTo(networks, within(networks * 1e-2 / 2));
    assertThat(table).hasSize(entries);
  }

  private static double count(
      MetaQnnState state,
      int rows,
      int depth,
      Map<List<Object>, Double> counts,
      Set<List<Object>> table) {
    List<Object> key = List.of(state, rows);
    if (counts.containsKey(key)) {
      return counts.get(key);
    }
    double sum = 0;
    for (MetaQnnLayer layer : ALL) {
      if (!state.allows(layer, depth, KernelFit.BELOW_BIN, rows)) {
        continue;
      }
      table.add(List.of(state, layer));
      int left = layer.kind() == Kind.POOLING
          ? PoolingSize.CEIL.of(rows, layer.kernel(), layer.stride())
          : rows;
      sum += layer.kind() == Kind.SOFTMAX
          ? 1
          : count(state.next(layer, left), left, depth, counts, table);
    }
    counts.put(key, sum);
    return sum;
  }

  @Test
  void neverLeavesTheRules() {
    Walks.random(cifar().maxDepth(12).build(), 50_000, MetaQnnSpaceTest::checkRules);
    Walks.random(
        cifar().poolingSize(PoolingSize.FLOOR).kernelFit(KernelFit.WITHIN_MAPS).build(),
        50_000,
        MetaQnnSpaceTest::checkRules);
  }

  private static void checkRules(Build<Architecture> sample) {
    List<MetaQnnLayer> layers = layers(sample);
    assertThat(layers.stream().filter(layer -> layer.kind() == Kind.DENSE).count())
        .isLessThan(3);
    for (int i = 1; i < layers.size(); i++) {
      assertThat(
              layers.get(i).kind() == Kind.POOLING && layers.get(i - 1).kind() != Kind.CONVOLUTION)
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      C(512,5,1) C(256,3,1) C(256,5,1) C(256,3,1) P(5,3) C(512,3,1) C(512,5,1) P(2,2) SM | 11.26
      C(128,1,1) C(512,3,1) C(64,1,1) C(128,3,1) P(2,2) C(256,3,1) P(2,2) C(512,3,1) P(3,2) SM | 2.2
      C(128,3,1) C(128,1,1) C(512,5,1) P(2,2) C(128,3,1) P(2,2) C(64,3,1) C(64,5,1) SM | 2.46
      C(256,3,1) C(256,3,1) P(5,3) C(256,1,1) C(128,3,1) P(2,2) C(128,3,1) SM | 1.13
      C(64,3,1) C(128,3,1) P(5,3) C(256,3,1) P(3,2) FC(512) FC(128) SM | 1.62
      """)
  void hasPublishedParameterCounts(String layers, double millions) {
    MetaQnnSpace space =
        cifar().poolingSize(PoolingSize.FLOOR).kernelFit(KernelFit.WITHIN_MAPS).build();
    long parameters = along(space, layers).architecture().cost().parameters();
    assertThat(parameters / 1e6).isCloseTo(millions, within(0.0075));
  }

  @Test
  void poolsToTheSizeOfItsRule() {
    for (PoolingSize rule : PoolingSize.values()) {
      for (int rows = 8; rows <= 40; rows++) {
        MetaQnnSpace space = MetaQnnSpace.builder(Shape.image(1, rows, rows), 2)
            .poolingSize(rule)
            .build();
        for (MetaQnnLayer pool : ALL.subList(12, 15)) {
          Architecture network = along(space, "C(64,1,1) " + pool + " SM").architecture();
          int left = rule.of(rows, pool.kernel(), pool.stride());
          assertThat(network.shape("layer2/pool")).isEqualTo(Shape.image(64, left, left));
        }
      }
    }
    assertThat(PoolingSize.CEIL.of(32, 5, 3)).isEqualTo(10);
    assertThat(PoolingSize.FLOOR.of(32, 5, 3)).isEqualTo(9);
  }

  @Test
  void raisesDropoutWithDepth() {
    Architecture network = along(
            cifar().build(), "C(64,3,1) C(64,3,1) P(5,3) C(64,3,1) P(3,2) FC(128) SM")
        .architecture();
    assertThat(network.nodes().stream()
            .filter(node -> node.layer() instanceof Dropout)
            .map(node -> node.name() + " " + ((Dropout) node.layer()).rate()))
        .containsExactly(
            "layer2/dropout " + 1 / 6.0, "layer4/dropout " + 2 / 6.0, "layer6/dropout 0.5");
  }

  @Test
  void averagesThroughClassMaps() {
    Architecture network =
        along(cifar().dropout(false).build(), "C(64,3,1) GAP SM").architecture();
    assertThat(network.cost().parameters())
        .isEqualTo(64 * (27 + 1) + 10 * (64 + 1) + 10 * (10 + 1));
  }

  @Test
  void refusesKernelsThatDoNotFit() {
    assertThatThrownBy(
            () -> along(cifar().build(), "C(64,1,1) P(5,3) C(64,1,1) P(3,2) C(64,5,1) SM"))
        .hasMessageContaining("is not legal here");
  }
}
