package org.nas4j.spaces.darts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.darts.DartsCell.Edge;

class DartsCellTest {

  private static double[] shares(double none, DartsOperation best, double share) {
    double[] all = new double[8];
    all[DartsOperation.NONE.ordinal()] = none;
    all[best.ordinal()] = share;
    return all;
  }

  /**
   * By hand: none counts for nothing, however large; the second node drops its weakest edge, from
   * state 1, and names the stronger one first.
   */
  @Test
  void eachNodeKeepsItsTwoStrongestEdges() {
    double[][] table = {
      shares(0.9, DartsOperation.SKIP, 0.05),
      shares(0.1, DartsOperation.SEPARABLE_3X3, 0.3),
      shares(0.2, DartsOperation.MAX_3X3, 0.2),
      shares(0.8, DartsOperation.SKIP, 0.1),
      shares(0.0, DartsOperation.DILATED_5X5, 0.4),
    };
    assertThat(DartsCell.of(table).edges())
        .containsExactly(
            new Edge(DartsOperation.SEPARABLE_3X3, 1),
            new Edge(DartsOperation.SKIP, 0),
            new Edge(DartsOperation.DILATED_5X5, 2),
            new Edge(DartsOperation.MAX_3X3, 0));
    assertThat(DartsCell.of(table).skips()).isEqualTo(1);
  }

  /** The authors' log: 3.349342 MB, which is millions of parameters. */
  @Test
  void publishedNetworkHasItsParameters() {
    Architecture network = DartsNetwork.last(Shape.image(3, 32, 32), 10)
        .of(DartsCell.publishedNormal(), DartsCell.publishedReduction(), 1, false);
    assertThat(network.cost().parameters()).isEqualTo(3_349_342);
  }

  private static long trained(MixedCells mixed) {
    Set<String> kept =
        mixed.shares().stream().map(MixedCells.Share::array).collect(Collectors.toSet());
    mixed.selections().forEach(each -> kept.add(each.array()));
    return mixed.network().weights().entrySet().stream()
        .filter(each -> each.getValue().trained() && !kept.contains(each.getKey()))
        .filter(each ->
            !each.getKey().startsWith("cell") || !each.getKey().matches(".*/norm/(gamma|beta)"))
        .mapToLong(each -> each.getValue().elements())
        .sum();
  }

  /** The authors' log of the search: 1.930618 MB, of which the α are not a part. */
  @Test
  void mixedNetworkHasThePublishedParameters() {
    MixedCells mixed = DartsNetwork.search(Shape.image(3, 32, 32), 10).mixed();
    assertThat(trained(mixed)).isEqualTo(1_930_618);
    assertThat(mixed.edges()).isEqualTo(14);
    assertThat(mixed.bypasses()).isFalse();
    assertThat(mixed.shares().stream().map(MixedCells.Share::array).distinct()).hasSize(8 * 14 * 7);
  }

  /**
   * One channel in four: logs of the released code say 0.299578 MB for CIFAR-10, and 0.322708 MB
   * for 100 classes.
   */
  @Test
  void partialChannelsHaveTheParametersOfTheReleasedCode() {
    MixedCells mixed = DartsNetwork.search(Shape.image(3, 32, 32), 10).mixed(4);
    assertThat(trained(mixed)).isEqualTo(299_578);
    assertThat(trained(DartsNetwork.search(Shape.image(3, 32, 32), 100).mixed(4)))
        .isEqualTo(322_708);
    assertThat(mixed.bypasses()).isTrue();
    assertThat(mixed.shares().stream().map(MixedCells.Share::array).distinct()).hasSize(8 * 14 * 8);
    assertThat(mixed.shares().stream().mapToInt(share -> share.index(14)).max())
        .hasValue(2 * 14 * 9 - 1);
  }

  /**
   * Two groups of three channels by hand: the first of each, the second of each, the third of each.
   * What is mixed next is the first half of these.
   */
  @Test
  void channelsAreShuffledBetweenEdges() {
    assertThat(MixedEdges.shuffled(6, 2)).containsExactly(0, 3, 1, 4, 2, 5);
    DartsNetwork sizes = new DartsNetwork(Shape.image(1, 8, 8), 3, 3, 6, 2);
    MixedCells mixed = sizes.mixed(2);
    assertThat(mixed.selections())
        .contains(
            new MixedCells.Selection("cell1/node1/select/kernel", List.of(0, 3, 1)),
            new MixedCells.Selection("cell1/node1/pass/kernel", List.of(4, 2, 5)))
        .hasSize(2 * 3);
    assertThat(mixed.network().shape("cell1/node1")).isEqualTo(Shape.image(6, 8, 8));
    assertThat(mixed.network().shape("cell2/edge0")).isEqualTo(Shape.image(6, 4, 4));
    assertThat(mixed.network().shape("cell2/edge0/passed/share")).isEqualTo(Shape.image(6, 4, 4));
  }

  @Test
  void refusesChannelsThatCannotBeTaken() {
    DartsNetwork sizes = new DartsNetwork(Shape.image(1, 8, 8), 3, 3, 6, 2);
    assertThatThrownBy(() -> sizes.mixed(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4] channels")
        .hasMessageContaining("[6] filters")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> sizes.mixed(0)).hasMessageContaining("[0]");
  }

  /** Whatever is drawn, an array has one shape wherever it occurs: so weights can be shared. */
  @Test
  void networksOfTheSpaceShareWeightsByName() {
    DartsNetwork sizes = new DartsNetwork(Shape.image(1, 8, 8), 3, 3, 4, 3);
    SplittableRandom random = new SplittableRandom(1);
    Map<String, List<Integer>> shapes = new HashMap<>();
    int arrays = 0;
    for (int i = 0; i < 30; i++) {
      var build = sizes.space().sample(Chooser.uniform(random));
      Architecture network = build.architecture();
      assertThat(sizes.space().replay(build.genotype()).architecture()).isEqualTo(network);
      arrays += network.weights().size();
      network
          .weights()
          .forEach((name, spec) -> assertThat(shapes.merge(
                  name, spec.shape(), (one, other) -> other.equals(one) ? one : List.of()))
              .as(name)
              .isEqualTo(spec.shape()));
    }
    assertThat(shapes).hasSizeLessThan(arrays / 2);
    DartsCell cell = new DartsCell(List.of(
        new Edge(DartsOperation.SEPARABLE_5X5, 1),
        new Edge(DartsOperation.SKIP, 0),
        new Edge(DartsOperation.MAX_3X3, 2),
        new Edge(DartsOperation.DILATED_3X3, 0)));
    Cost shared = sizes.sharing(cell, cell).cost();
    Cost alone = sizes.of(cell, cell, 1, false).cost();
    assertThat(shared.parameters()).isEqualTo(alone.parameters());
    assertThat(shared.macs()).isEqualTo(alone.macs());
  }

  @Test
  void refusesEdgesThatCannotBe() {
    assertThatThrownBy(() -> new DartsCell(
            List.of(new Edge(DartsOperation.NONE, 0), new Edge(DartsOperation.SKIP, 1))))
        .hasMessageContaining("Edge [0]");
    assertThatThrownBy(() -> new DartsCell(
            List.of(new Edge(DartsOperation.SKIP, 2), new Edge(DartsOperation.SKIP, 1))))
        .hasMessageContaining("[2] states");
    assertThatThrownBy(() -> new DartsCell(List.of(new Edge(DartsOperation.SKIP, 1))))
        .hasMessageContaining("[1] edges");
  }
}
