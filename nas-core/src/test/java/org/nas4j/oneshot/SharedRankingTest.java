package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.oneshot.SharedRanking.Pair;
import org.nas4j.testkit.ToySpaces;

class SharedRankingTest {

  private static SharedRanking of(double... alone) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < alone.length; i++) {
      pairs.add(new Pair(i, alone[i]));
    }
    return new SharedRanking(pairs);
  }

  /**
   * By hand: ranks 1, 2, 3, 4, 5 and 2, 1, 4, 3, 5 differ by 1 four times: ρ = 1 − 6·4/(5·24) =
   * 0.8; of ten pairs two are in the other order: τ = (8 − 2)/10 = 0.6.
   */
  @Test
  void correlatesRanksAsByHand() {
    SharedRanking ranking = of(0.3, 0.1, 0.8, 0.5, 90);
    assertThat(ranking.spearman().getAsDouble()).isCloseTo(0.8, within(1e-12));
    assertThat(ranking.kendall().getAsDouble()).isCloseTo(0.6, within(1e-12));
    assertThat(of(3, 2, 1).spearman().getAsDouble()).isCloseTo(-1, within(1e-12));
    assertThat(of(3, 2, 1).kendall().getAsDouble()).isCloseTo(-1, within(1e-12));
  }

  /** Ranks 1, 2, 3, 4 and 1, 2.5, 2.5, 4: five pairs agree, one is equal; τ-b = 5/√(6·5). */
  @Test
  void equalsShareTheirRank() {
    SharedRanking ranking = of(1, 2, 2, 3);
    assertThat(ranking.kendall().getAsDouble()).isCloseTo(5 / Math.sqrt(30), within(1e-12));
    assertThat(ranking.spearman().getAsDouble()).isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-12));
  }

  @Test
  void saysNothingOfTwoNorOfEquals() {
    assertThat(of(1, 2).spearman()).isEmpty();
    assertThat(of(1, 2).kendall()).isEmpty();
    assertThat(of(7, 7, 7, 7).spearman()).isEmpty();
    assertThat(of(7, 7, 7, 7).kendall()).isEmpty();
  }

  private static double sum(List<Integer> network) {
    return network.stream().mapToInt(each -> each).sum();
  }

  /** Scores a network by its first digit. */
  private static final Supernet<List<Integer>> FIRST_DIGIT = new Supernet<>() {

    @Override
    public int trainingBatches() {
      return 1;
    }

    @Override
    public double train(List<Integer> child, double learningRate) {
      throw new AssertionError("The shared weights must stay as they are.");
    }

    @Override
    public int validationBatches() {
      return 2;
    }

    @Override
    public double score(List<Integer> child, int batch) {
      return child.get(0) + batch;
    }
  };

  @Test
  void measuresBothWaysUntilTheTimeIsOver() throws InterruptedException {
    List<List<Integer>> networks =
        SharedRanking.draw(ToySpaces.grid(2, 9), 60, new SplittableRandom(1));
    assertThat(networks).hasSize(60);
    int[] asked = {0};
    SharedRanking some =
        SharedRanking.measure(networks, FIRST_DIGIT, SharedRankingTest::sum, () -> asked[0]++ < 5);
    assertThat(some.pairs()).hasSize(5);
    assertThat(some.pairs().get(0))
        .isEqualTo(new Pair(networks.get(0).get(0) + 0.5, sum(networks.get(0))));
    SharedRanking all =
        SharedRanking.measure(networks, FIRST_DIGIT, SharedRankingTest::sum, () -> true);
    assertThat(all.spearman().getAsDouble()).isBetween(0.45, 0.9);
  }

  @Test
  void refusesScoresThatAreNoNumbers() {
    assertThatThrownBy(() -> new Pair(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[NaN]");
  }
}
