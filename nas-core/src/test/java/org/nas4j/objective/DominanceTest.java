package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.objective.Dominance.dominates;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DominanceTest {

  private static double[] at(double... losses) {
    return losses;
  }

  @Test
  void dominatesWhatIsNowhereBetterAndSomewhereWorse() {
    assertThat(dominates(at(1, 2), at(1, 3))).isTrue();
    assertThat(dominates(at(1, 2), at(2, 3))).isTrue();
    assertThat(dominates(at(1, 2), at(1, 2))).isFalse();
    assertThat(dominates(at(1, 3), at(2, 2))).isFalse();
    assertThat(dominates(at(1, 3), at(1, 2))).isFalse();
    assertThat(dominates(at(0.0, 1), at(-0.0, 1))).isFalse();
  }

  /** One front after another is peeled off by brute force, and has to have the same members. */
  @Test
  void ranksAreTheFrontsThatArePeeledOff() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      int objectives = 2 + round % 3;
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 1 + round % 40; i++) {
        double[] point = new double[objectives];
        for (int k = 0; k < objectives; k++) {
          point[k] = random.nextInt(6);
        }
        points.add(point);
      }
      int[] ranks = Dominance.ranks(points);
      List<double[]> rest = new ArrayList<>(points);
      for (int rank = 0; rank < points.size(); rank++) {
        List<double[]> all = List.copyOf(rest);
        List<double[]> front = all.stream()
            .filter(one -> all.stream().noneMatch(other -> dominates(other, one)))
            .toList();
        for (double[] each : front) {
          assertThat(ranks[points.indexOf(each)]).isEqualTo(rank);
        }
        rest.removeAll(front);
      }
      assertThat(rest).isEmpty();
    }
    assertThat(Dominance.ranks(List.of())).isEmpty();
  }

  @Test
  void crowdingAddsUpTheGapsBetweenNeighbours() {
    List<double[]> front = List.of(at(0, 10), at(2, 4), at(4, 3), at(10, 0));
    assertThat(Crowding.distances(front))
        .containsExactly(
            Double.POSITIVE_INFINITY,
            4 / 10.0 + 7 / 10.0,
            8 / 10.0 + 4 / 10.0,
            Double.POSITIVE_INFINITY);
  }

  @Test
  void crowdingIsZeroWhereNothingDiffers() {
    assertThat(Crowding.distances(List.of(at(1, 1), at(1, 1), at(1, 1)))).containsOnly(0);
    assertThat(Crowding.distances(List.of())).isEmpty();
  }

  @Test
  void crowdingLooksAtOwnRankOnly() {
    List<double[]> points = List.of(at(0, 10), at(1, 11), at(5, 5), at(6, 6), at(10, 0), at(11, 1));
    double[] distances = Crowding.distances(points, Dominance.ranks(points));
    assertThat(distances[2]).isEqualTo(2);
    assertThat(distances[3]).isEqualTo(2);
    assertThat(distances[0] + distances[1] + distances[4] + distances[5]).isInfinite();
  }
}
