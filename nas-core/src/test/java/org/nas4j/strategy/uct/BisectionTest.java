package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** The restructuring of ordered decisions (specification 5.8, checks 3 and 4). */
class BisectionTest {

  /** The binary questions lead to each option, by the depths of a balanced tree. */
  @Test
  void leadsToEachOptionOnce() {
    for (int m = 2; m <= 65; m++) {
      List<Integer> found = new ArrayList<>();
      List<Integer> depths = new ArrayList<>();
      explore(Question.of(point(m), true), 0, found, depths);
      assertThat(found)
          .as("%d options", m)
          .isEqualTo(IntStream.range(0, m).boxed().toList());
      int floor = 31 - Integer.numberOfLeadingZeros(m);
      int ceiling = 32 - Integer.numberOfLeadingZeros(m - 1);
      assertThat(depths.stream().min(Integer::compare)).contains(floor);
      assertThat(depths.stream().max(Integer::compare)).contains(ceiling);
    }
  }

  private static void explore(
      Question question, int depth, List<Integer> found, List<Integer> depths) {
    if (question.isDecided()) {
      found.add(question.option());
      depths.add(depth);
      return;
    }
    for (int arm = 0; arm < question.arms(); arm++) {
      explore(question.after(arm), depth + 1, found, depths);
    }
  }

  /** [0, 3) has the halves {0} and {1, 2}; the halves have names. */
  @Test
  void splitsThreeIntoOneAndTwo() {
    Question question = Question.of(point(3), true);
    assertThat(question.armOfEach()).containsExactly(0, 1, 1);
    assertThat(question.name()).isEqualTo("digit 0");
    assertThat(question.after(0).isDecided()).isTrue();
    assertThat(question.after(1).name()).isEqualTo("digit 0:1");
    assertThat(question.after(1).armOfEach()).containsExactly(-1, 0, 1);
    assertThat(question.after(1).armOf(2)).isEqualTo(1);
    assertThat(question.after(1).armOf(0)).isEqualTo(-1);
  }

  @Test
  void halvesOnlyWhatIsLegal() {
    Decision<Integer> decision = Decision.of("even", 0, 1, 2, 3, 4, 5);
    SearchSpace<Integer> space = choices -> choices.pick(decision, each -> each % 2 == 0);
    Question question = Question.of(first(space), true);
    assertThat(question.armOfEach()).containsExactly(0, -1, 1, -1, 1, -1);
  }

  private static DecisionPoint point(int options) {
    return first(ToySpaces.grid(1, options));
  }

  private static DecisionPoint first(SearchSpace<?> space) {
    return space.sample(point -> point.legalOption(0)).points().get(0);
  }

  /**
   * On one ordered parameter with a single peak, 0.9 − |x − peak| with noise of 0.05, halves pay as
   * others measured: within three standard errors of their figures and ours, of 300 runs each.
   */
  @Tag("comparison")
  @Test
  void paysWhereNeighboursAreAlike() {
    double flat = meanReward(32, 64, 0.5, false);
    double halved = meanReward(32, 64, 0.5, true);
    assertThat(flat).isCloseTo(0.632, within(0.02));
    assertThat(halved).isCloseTo(0.751, within(0.03)).isGreaterThan(flat + 0.08);
    assertThat(meanReward(64, 64, 0.1, false)).isCloseTo(0.566, within(0.02));
    assertThat(meanReward(64, 64, 0.1, true)).isCloseTo(0.842, within(0.03)).isGreaterThan(0.8);
  }

  private static double meanReward(int options, int trials, double exploration, boolean halves) {
    Uct strategy = Uct.deepArchitect().toBuilder()
        .exploration(exploration)
        .bisected(halves ? Uct.Bisection.ALL : Uct.Bisection.NONE)
        .build();
    double sum = 0;
    int runs = 300;
    for (int seed = 0; seed < runs; seed++) {
      double peak = Seeds.random(seed, 0, "peak").nextDouble();
      List<Trial> run = Searches.run(
          strategy,
          ToySpaces.grid(1, options),
          (genotype, random) -> 0.9
              - Math.abs(Searches.option(genotype, 0) / (options - 1.0) - peak)
              + 0.05 * random.nextGaussian(),
          trials,
          1,
          seed);
      sum += run.stream()
          .mapToDouble(trial -> trial.outcome().reward().orElseThrow())
          .average()
          .orElseThrow();
    }
    return sum / runs;
  }
}
