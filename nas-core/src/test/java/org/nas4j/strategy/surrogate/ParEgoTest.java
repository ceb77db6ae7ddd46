package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nas4j.testkit.RecipeAssert.assertThatSettingsAreWhole;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Metric;
import org.nas4j.internal.scalar.Chebyshev;
import org.nas4j.internal.scalar.HypervolumeRay;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.testkit.ControllerContract;

class ParEgoTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return TwoObjectives.told(ParEgo.builder(TwoObjectives.BOTH).candidates(20).build());
  }

  /** By hand: of (2, 30) in ranges [0, 4] and [10, 50], both shares are a half. */
  @Test
  void judgesByTheWorstOfTheWeightedShares() {
    List<double[]> points = List.of(new double[] {0, 50}, new double[] {4, 10});
    Chebyshev chebyshev = Chebyshev.over(points, new double[] {0.8, 0.2}, 0.05);
    assertThat(chebyshev.of(new double[] {2, 30})).isCloseTo(0.4 + 0.05 * 0.5, within(1e-15));
    assertThat(chebyshev.of(new double[] {0, 50})).isCloseTo(0.2 + 0.05 * 0.2, within(1e-15));
    assertThat(chebyshev.of(new double[] {0, 10})).isZero();
  }

  @Test
  void whatDoesNotDifferDoesNotCount() {
    Chebyshev chebyshev =
        Chebyshev.over(List.of(new double[] {3, 1}), new double[] {0.5, 0.5}, 0.05);
    assertThat(chebyshev.of(new double[] {3, 1})).isZero();
  }

  /** With two objectives the first weight is uniform: mean 1/2, variance 1/12. */
  @Test
  void weightsAreUniformAmongThoseOfSumOne() {
    SplittableRandom random = new SplittableRandom(9);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 10_000; i++) {
      double[] weights = Chebyshev.weights(2, random);
      assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-12));
      sum += weights[0];
      squares += weights[0] * weights[0];
    }
    double mean = sum / 10_000;
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(squares / 10_000 - mean * mean).isCloseTo(1 / 12.0, within(0.003));
  }

  /** By hand: along (0.6, 0.8), shares of a half and a quarter leave 5/6 and 15/16 of the way. */
  @Test
  void judgesByTheWayFromTheWorstCorner() {
    List<double[]> points = List.of(new double[] {0, 50}, new double[] {4, 10});
    HypervolumeRay ray = HypervolumeRay.over(points, new double[] {0.6, 0.8}, 0.05);
    assertThat(ray.of(new double[] {2, 20})).isCloseTo(-5 / 6.0 + 0.05 * 0.75, within(1e-15));
    assertThat(ray.of(new double[] {4, 50})).isEqualTo(ray.worst()).isEqualTo(0.1);
  }

  /**
   * Lemma 5 of golovin2020hypervolume: π/4 of the mean square of the longest way is the
   * hypervolume, here of two boxes of shares 0.9 by 0.2 and 0.5 by 0.6, which overlap in 0.5 by
   * 0.2.
   */
  @Test
  void meanOverRaysIsTheHypervolume() {
    List<double[]> corners = List.of(new double[] {0, 0}, new double[] {1, 1});
    SplittableRandom random = new SplittableRandom(4);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      HypervolumeRay ray = HypervolumeRay.over(corners, HypervolumeRay.direction(2, random), 0);
      double way = -Math.min(ray.of(new double[] {0.1, 0.8}), ray.of(new double[] {0.5, 0.4}));
      sum += way * way;
    }
    assertThat(Math.PI / 4 * sum / 100_000).isCloseTo(0.9 * 0.2 + 0.5 * 0.4, within(0.003));
  }

  @Tag("comparison")
  @Test
  void findsMoreOfTheFrontThanRandomSearch() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(TwoObjectives.hypervolume(ParEgo.builder(TwoObjectives.BOTH).build(), 60, seed))
          .as("seed %s", seed)
          .isGreaterThan(TwoObjectives.hypervolume(new RandomSearch(), 60, seed));
    }
  }

  /**
   * Of the twenty bits two in five are worth less than their parameters; all within 20 parameters
   * is a small corner, which random search meets now and then.
   */
  @Test
  void seeksWhatKeepsAConstraint() {
    Constraint small = new Constraint(Metric.PARAMETERS, Limit.atMost(20));
    ParEgo strategy =
        ParEgo.builder(TwoObjectives.BOTH).initial(10).constraint(small).build();
    assertThat(met(strategy, small)).isGreaterThan(2 * met(new RandomSearch(), small));
  }

  private static long met(SearchStrategy strategy, Constraint constraint) {
    return TwoObjectives.search(strategy, 60, 3).trials().stream()
        .map(trial -> trial.outcome().figures().orElseThrow())
        .filter(constraint::isMet)
        .count();
  }

  @Test
  void judgedByHypervolumeItFindsMoreThanRandomSearch() {
    ParEgo strategy = ParEgo.builder(TwoObjectives.BOTH)
        .judgement(ParEgo.Judgement.HYPERVOLUME)
        .build();
    assertThat(TwoObjectives.hypervolume(strategy, 60, 5))
        .isGreaterThan(TwoObjectives.hypervolume(new RandomSearch(), 60, 5));
  }

  @Test
  void spreadOutItFindsMoreThanRandomSearch() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(TwoObjectives.hypervolume(ParEgo.spread(TwoObjectives.BOTH).build(), 60, seed))
          .as("seed %s", seed)
          .isGreaterThan(TwoObjectives.hypervolume(new RandomSearch(), 60, seed));
    }
  }

  /** Of twenty bits those of two random trials are the same in ten. */
  @Test
  void firstTrialsThatAreToDifferDo() {
    assertThat(nearestOfTheFirst(ParEgo.builder(TwoObjectives.BOTH).apart(100).build()))
        .isGreaterThan(nearestOfTheFirst(ParEgo.builder(TwoObjectives.BOTH).build()) + 1);
  }

  /** Three more decisions are three fifths of it; two others are all of a short one. */
  @Test
  void aLongGenotypeIsNotFarByItsLength() {
    int[] base = {1, 1, 0, 0, 0, 0, 0};
    assertThat(Codes.shareThatDiffers(base, new int[] {2, 2})).isEqualTo(1);
    assertThat(Codes.shareThatDiffers(base, new int[] {1, 1, 2, 1, 2})).isEqualTo(0.6);
    assertThat(Codes.shareThatDiffers(new int[] {1}, new int[] {1})).isZero();
    assertThat(Codes.shareThatDiffers(new int[] {0}, new int[0])).isZero();
  }

  /** Mean over the first trials of the decisions that differ from the nearest of them. */
  private static double nearestOfTheFirst(ParEgo strategy) {
    List<Genotype> first = TwoObjectives.search(strategy, 20, 2).trials().stream()
        .map(Trial::genotype)
        .toList();
    Codes codes = new Codes();
    List<int[]> all = first.stream().map(codes::encode).toList();
    return all.stream()
        .mapToInt(one -> all.stream()
            .filter(other -> other != one)
            .mapToInt(other -> Codes.distance(one, other))
            .min()
            .orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void evenSharesLeaveNoWideGap() {
    EvenShares even = new EvenShares();
    SplittableRandom random = new SplittableRandom(1);
    List<Double> shares =
        Stream.generate(() -> even.next(random)).limit(50).sorted().toList();
    assertThat(shares.get(0) + 1 - shares.get(49)).isLessThan(2.0 / 50);
    for (int i = 1; i < shares.size(); i++) {
      assertThat(shares.get(i) - shares.get(i - 1)).isLessThan(2.0 / 50);
    }
  }

  @Test
  void proposesNothingTwiceWhileThereIsSomethingNew() {
    List<Trial> trials =
        TwoObjectives.search(ParEgo.builder(TwoObjectives.BOTH).build(), 60, 2).trials();
    assertThat(trials.stream().map(Trial::genotype)).doesNotHaveDuplicates();
  }

  @Test
  void tellsAllSettings() {
    assertThatSettingsAreWhole(
        ParEgo.spread(TwoObjectives.BOTH).build(),
        Map.of(
            "evenWeights",
            false,
            "apart",
            5,
            "constraint",
            new Constraint(Metric.PARAMETERS, Limit.atMost(20)),
            "judgement",
            ParEgo.Judgement.HYPERVOLUME,
            "initial",
            9,
            "candidates",
            8,
            "parents",
            7,
            "remembered",
            60,
            "rho",
            0.1),
        "objectives");
  }

  @Test
  void refusesSettingsThatCannotBe() {
    ParEgo.Builder builder = ParEgo.builder(TwoObjectives.BOTH);
    assertThatThrownBy(() -> builder.initial(1)).hasMessageContaining("[1]");
    assertThatThrownBy(() -> builder.candidates(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.parents(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.remembered(9)).hasMessageContaining("[9]");
    assertThatThrownBy(() -> builder.rho(-1)).hasMessageContaining("[-1.0]");
  }
}
