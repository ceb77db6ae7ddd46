package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {

  private final SplittableRandom random = new SplittableRandom(11);

  private static double[] at(double... losses) {
    return losses;
  }

  private List<double[]> points(int count, int size) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(Figures.point(size, random));
    }
    return points;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void knowsTheVolumesThatWereCountedByHand() {
    assertThat(Hypervolume.of(List.of(at(1, 3), at(2, 2), at(3, 1)), at(4, 4))).isEqualTo(6);
    assertThat(Hypervolume.of(List.of(at(1, 2, 3), at(2, 3, 1), at(3, 1, 2)), at(4, 4, 4)))
        .isEqualTo(13);
    assertThat(Hypervolume.of(List.of(at(3), at(1)), at(4))).isEqualTo(3);
    assertThat(Hypervolume.of(List.of(at(0, 0, 0, 0)), at(2, 2, 2, 2))).isEqualTo(16);
    assertThat(Hypervolume.of(List.of(), at(4, 4))).isZero();
  }

  @Test
  void pointsThatAreNotBetterThanTheReferenceAddNothing() {
    assertThat(Hypervolume.of(List.of(at(4, 0), at(0, 4), at(5, 5), at(-9, 7)), at(4, 4)))
        .isZero();
  }

  /** The union of boxes by inclusion and exclusion of the boxes' intersections. */
  private static double byInclusionAndExclusion(List<double[]> points, double[] reference) {
    double sum = 0;
    for (int subset = 1; subset < 1 << points.size(); subset++) {
      double box = 1;
      for (int k = 0; k < reference.length; k++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
          worst = (subset >> i & 1) == 0 ? worst : Math.max(worst, points.get(i)[k]);
        }
        box *= reference[k] - worst;
      }
      sum += Integer.bitCount(subset) % 2 == 1 ? box : -box;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void equalsInclusionAndExclusion(int objectives) {
    for (int round = 0; round < 40; round++) {
      List<double[]> points = points(1 + round % 12, objectives);
      assertThat(Hypervolume.of(points, ones(objectives)))
          .isCloseTo(byInclusionAndExclusion(points, ones(objectives)), within(1e-12));
    }
  }

  /** The share of a million random points that some point dominates, within 3 standard errors. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void equalsMonteCarlo(int objectives) {
    int draws = 1_000_000;
    List<double[]> points = points(8, objectives);
    int hits = 0;
    for (int i = 0; i < draws; i++) {
      double[] drawn = Figures.point(objectives, random);
      hits += points.stream().anyMatch(point -> Dominance.dominates(point, drawn)) ? 1 : 0;
    }
    double share = (double) hits / draws;
    assertThat(Hypervolume.of(points, ones(objectives)))
        .isCloseTo(share, within(3 * Math.sqrt(share * (1 - share) / draws)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void neverFallsAsPointsAreAddedAndIgnoresDominatedOnes(int objectives) {
    List<double[]> points = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < 60; i++) {
      double[] point = Figures.point(objectives, random);
      boolean dominated = points.stream().anyMatch(each -> Dominance.dominates(each, point));
      points.add(point);
      double after = Hypervolume.of(points, ones(objectives));
      if (dominated) {
        assertThat(after).isCloseTo(before, within(1e-14));
      } else {
        assertThat(after).isGreaterThan(before);
      }
      before = after;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void doesNotDependOnTheOrder(int objectives) {
    List<double[]> points = points(25, objectives);
    points.addAll(points.subList(0, 5).stream().map(double[]::clone).toList());
    double volume = Hypervolume.of(points, ones(objectives));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(points, new Random(i));
      assertThat(Hypervolume.of(points, ones(objectives))).isEqualTo(volume);
    }
  }

  @Test
  void refusesWhatIsNoNumberOrMissing() {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      assertThatThrownBy(() -> Hypervolume.of(List.of(at(1, wrong)), at(4, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1.0, " + wrong + "]");
      assertThatThrownBy(() -> Hypervolume.of(List.of(at(1, 1)), at(4, wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Hypervolume.of(List.of(at(1, 2, 3)), at(4, 4)))
        .hasMessageContaining("[2] finite numbers")
        .hasMessageContaining("Maybe");
  }
}
