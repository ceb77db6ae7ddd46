package org.nas4j.spaces.darts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
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

  /** The authors' log of the search: 1.930618 MB, of which the α are not a part. */
  @Test
  void mixedNetworkHasThePublishedParameters() {
    MixedCells mixed = DartsNetwork.search(Shape.image(3, 32, 32), 10).mixed();
    Set<String> shares =
        mixed.shares().stream().map(MixedCells.Share::array).collect(Collectors.toSet());
    long weights = mixed.network().weights().entrySet().stream()
        .filter(each -> each.getValue().trained() && !shares.contains(each.getKey()))
        .filter(each ->
            !each.getKey().startsWith("cell") || !each.getKey().matches(".*/norm/(gamma|beta)"))
        .mapToLong(each -> each.getValue().elements())
        .sum();
    assertThat(weights).isEqualTo(1_930_618);
    assertThat(mixed.edges()).isEqualTo(14);
    assertThat(shares).hasSize(8 * 14 * 7);
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
