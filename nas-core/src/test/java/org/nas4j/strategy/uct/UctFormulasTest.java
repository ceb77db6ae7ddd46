package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.testkit.DistributionAssert;
import org.nas4j.testkit.ToySpaces;

/** Bounds, counts, scales and weights, worked out once more. */
class UctFormulasTest {

  private final SplittableRandom random = new SplittableRandom(1);

  private static Arms arms(int count) {
    Arms arms = new Arms(count);
    for (int arm = 0; arm < count; arm++) {
      arms.open(arm);
    }
    return arms;
  }

  /** Three arms of 1, 4 and 9 trials: the third is best by its mean, the first by its width. */
  @Test
  void addsTheWidthToTheMean() {
    for (double constant : new double[] {0, 0.1, 0.2, 0.5, 1}) {
      double[] counts = {1, 4, 9};
      double[] means = {0.2, 0.5, 0.6};
      Arms arms = arms(3);
      int expected = 0;
      double highest = Double.NEGATIVE_INFINITY;
      for (int arm = 0; arm < 3; arm++) {
        arms.add(arm, counts[arm], counts[arm] * means[arm]);
        double bound = means[arm] + constant * Math.sqrt(2 * Math.log(14) / counts[arm]);
        if (bound > highest) {
          highest = bound;
          expected = arm;
        }
      }
      assertThat(arms.best(Uct.kocsis().toBuilder().exploration(constant).build().settings, random))
          .as("constant [%s]", constant)
          .isEqualTo(expected);
    }
  }

  /**
   * Two arms of mean 0.5 and 0.45; 1 candidate pends at the first, which has 3 trials. As a loss it
   * lowers the mean to 1.5/4; without any it leaves it at 0.5; half of it at 1.75/4.
   */
  @Test
  void pendingCandidatesAreLossesByTheirShare() {
    for (double share : new double[] {0, 0.5, 1}) {
      Arms arms = arms(2);
      arms.add(0, 3, 1.5);
      arms.pend(0, 1);
      double mean = (1.5 + (1 - share) * 0.5) / 4;
      arms.add(1, 4, 4 * (mean - 0.01));
      assertThat(arms.best(
              Uct.kocsis().toBuilder().exploration(1).virtualLoss(share).build().settings, random))
          .isZero();
      arms.add(1, 0, 4 * 0.02);
      assertThat(arms.best(
              Uct.kocsis().toBuilder().exploration(1).virtualLoss(share).build().settings, random))
          .isOne();
    }
  }

  /** Of an arm where all pend nothing is known, so that what pends there is worth nothing. */
  @Test
  void onlyPendingIsWorthNothing() {
    Arms arms = arms(2);
    arms.pend(0, 2);
    arms.add(1, 2, 0.001);
    assertThat(arms.best(
            Uct.kocsis().toBuilder().exploration(0).virtualLoss(0).build().settings, random))
        .isOne();
  }

  @Test
  void takesTheArmThatWasNeverTakenFirst() {
    Arms arms = arms(3);
    arms.add(0, 5, 5);
    arms.add(2, 5, 5);
    assertThat(arms.best(Uct.kocsis().settings, random)).isOne();
    assertThat(arms.count()).isEqualTo(3);
  }

  /**
   * With factor 2 and power 1/2, a fourth arm is tried as soon as there are more than 9/4 trials.
   */
  @Test
  void triesANewArmByTheRootOfTheTrials() {
    UctSettings settings = Uct.kocsis().toBuilder().widening(2, 0.5).build().settings;
    for (double trials : new double[] {2.25, 2.26}) {
      Arms arms = arms(4);
      for (int arm = 0; arm < 3; arm++) {
        arms.add(arm, trials / 3, arm);
      }
      assertThat(arms.best(settings, random)).isEqualTo(trials > 2.25 ? 3 : 2);
    }
  }

  @Test
  void choosesAmongOpenArmsOnly() {
    Arms arms = new Arms(4);
    arms.open(1);
    arms.open(3);
    for (int arm = 0; arm < 4; arm++) {
      arms.add(arm, 1, 4 - arm);
    }
    assertThat(arms.best(Uct.kocsis().toBuilder().exploration(0).build().settings, random))
        .isOne();
    long[] counts = new long[4];
    for (int i = 0; i < 2_000; i++) {
      counts[arms.any(random)]++;
    }
    DistributionAssert.assertThatCounts(counts).follow(0, 0.5, 0, 0.5);
  }

  @Test
  void drawsAmongEqualBounds() {
    Arms arms = arms(4);
    arms.add(0, 2, 1);
    arms.add(1, 2, 2);
    arms.add(2, 2, 2);
    arms.add(3, 2, 2);
    long[] counts = new long[4];
    for (int i = 0; i < 3_000; i++) {
      counts[arms.best(Uct.kocsis().settings, random)]++;
    }
    DistributionAssert.assertThatCounts(counts).follow(0, 1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  /** Means 0.2 and 0.4, and one arm unknown, which counts as 0.5, at temperature 0.2. */
  @Test
  void samplesByMeans() {
    Arms arms = arms(3);
    arms.add(0, 5, 1);
    arms.add(1, 5, 2);
    double[] weights = {Math.exp(1), Math.exp(2), Math.exp(2.5)};
    double total = Arrays.stream(weights).sum();
    long[] counts = new long[3];
    for (int i = 0; i < 6_000; i++) {
      counts[arms.sampled(0.2, random)]++;
    }
    DistributionAssert.assertThatCounts(counts)
        .follow(weights[0] / total, weights[1] / total, weights[2] / total);
  }

  @Test
  void scalesByTheRange() {
    ScaledRewards scaled = new ScaledRewards(Uct.Scale.MIN_MAX);
    assertThat(scaled.add(3)).isTrue();
    assertThat(scaled.value(0)).isEqualTo(0.5);
    assertThat(scaled.add(7)).isTrue();
    assertThat(scaled.add(4)).isFalse();
    assertThat(scaled.add(7)).isFalse();
    assertThat(scaled.add(Double.NEGATIVE_INFINITY)).isFalse();
    assertThat(values(scaled, 5)).containsExactly(0.0, 1.0, 0.25, 1.0, 0.0);
    assertThat(scaled.add(-1)).isTrue();
    assertThat(values(scaled, 6)).containsExactly(0.5, 1.0, 0.625, 1.0, 0.0, 0.0);
  }

  private static List<Double> values(ScaledRewards scaled, int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(scaled.value(i));
    }
    return values;
  }

  /** Below and equal: each reward anew while they are few, then every fiftieth only. */
  @Test
  void ranksByWhatIsLower() {
    ScaledRewards scaled = new ScaledRewards(Uct.Scale.RANKED);
    for (double reward : new double[] {5, 1, 5, Double.NEGATIVE_INFINITY}) {
      assertThat(scaled.add(reward)).isTrue();
    }
    assertThat(values(scaled, 4)).containsExactly(0.75, 0.375, 0.75, 0.0);
    for (int i = 4; i < 300; i++) {
      scaled.add(10 + i);
    }
    assertThat(scaled.value(299)).isCloseTo(299.5 / 300, within(0.02));
    assertThat(scaled.value(0)).isCloseTo(3.0 / 300, within(0.001));
  }

  @Test
  void ranksAreRenewedEachFiftiethPart() {
    ScaledRewards scaled = new ScaledRewards(Uct.Scale.RANKED);
    int renewals = 0;
    for (int i = 0; i < 1_000; i++) {
      renewals += scaled.add(i) ? 1 : 0;
    }
    int expected = 0;
    int renewed = 0;
    for (int size = 1; size <= 1_000; size++) {
      if (size >= 1.02 * renewed) {
        renewed = size;
        expected++;
      }
    }
    assertThat(renewals).isEqualTo(expected).isLessThan(300);
  }

  @Test
  void rawRewardsStayAsTheyAre() {
    ScaledRewards scaled = new ScaledRewards(Uct.Scale.RAW);
    for (double reward : new double[] {3, -70, Double.NEGATIVE_INFINITY}) {
      assertThat(scaled.add(reward)).isFalse();
    }
    assertThat(values(scaled, 3)).containsExactly(3.0, -70.0, 0.0);
  }

  /** Without the whole path the first node outside the tree joins it, and no more. */
  @Test
  void oneNodeATrialJoinsTheTree() {
    for (boolean whole : new boolean[] {true, false}) {
      SearchTree tree = new SearchTree((whole ? Uct.kocsis() : Uct.deepArchitect()).settings);
      Walk walk = ToySpaces.grid(3, 2).sample(point -> 1).walk();
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Playout playout = tree.enter(walk);
        members.add(playout.members().size());
        assertThat(playout.nodes()).hasSize(4);
        tree.back(playout, 0.5);
      }
      assertThat(members).isEqualTo(whole ? List.of(4, 4, 4, 4, 4) : List.of(1, 2, 3, 4, 4));
      assertThat(tree.root().visits()).isEqualTo(5);
      assertThat(tree.root().sum()).isEqualTo(2.5);
      assertThat(tree.root().pending()).isZero();
    }
  }

  @Test
  void countsWhatPends() {
    SearchTree tree = new SearchTree(Uct.builder().build().settings);
    Walk walk = ToySpaces.grid(2, 2).sample(point -> 0).walk();
    Playout first = tree.enter(walk);
    Playout second = tree.enter(walk);
    assertThat(tree.root().pending()).isEqualTo(2);
    tree.prune(first);
    assertThat(tree.root().pending()).isEqualTo(1);
    assertThat(first.state()).isEqualTo(Playout.State.PRUNED);
    tree.back(second, 3);
    assertThat(tree.root().pending()).isZero();
    assertThat(second.state()).isEqualTo(Playout.State.SCORED);
    assertThat(second.reward()).isEqualTo(3);
    assertThat(second.rank()).isZero();
    assertThat(tree.playouts()).containsExactly(first, second);
  }

  @Test
  void closesATreeThatHasNoCandidateLeft() {
    for (boolean repeats : new boolean[] {false, true}) {
      SearchTree tree = new SearchTree(Uct.builder().repeats(repeats).build().settings);
      SearchSpace<?> space = ToySpaces.grid(2, 2);
      for (int i = 0; i < 4; i++) {
        int first = i / 2;
        int second = i % 2;
        assertThat(tree.isExhausted()).isFalse();
        tree.enter(space.sample(point -> point.index() == 0 ? first : second).walk());
      }
      assertThat(tree.root().isExhausted()).isTrue();
      assertThat(tree.isExhausted()).isEqualTo(!repeats);
    }
  }

  /**
   * Of three trials, of which one answered the first question otherwise, the second question learns
   * with weights 1, 1 and 0.25; one pends, one could not be built.
   */
  @Test
  void othersCountByTheAnswersInWhichTheyDiffer() {
    SearchTree tree = new SearchTree(Uct.kocsis().settings);
    Genotype near = genotype(0, 1);
    Genotype far = genotype(1, 2);
    back(tree, near, 0.8);
    back(tree, far, 0.4);
    tree.enter(walk(genotype(1, 1)));
    tree.prune(tree.enter(walk(genotype(0, 0))));
    Walk way = walk(genotype(0, 0));
    Sharing sharing = new Sharing(tree, 0.25);
    sharing.answered(tree.key(way.points().get(0), 1), 0);
    Arms arms = arms(3);
    sharing.fill(
        arms, Question.of(way.points().get(1), false), tree.key(way.points().get(1), 1));
    UctSettings greedy = Uct.kocsis().toBuilder().exploration(0).virtualLoss(1).build().settings;
    // Arm 1: one trial of 0.8 and a quarter that pends, 0.64; arm 2: a quarter of a trial of 0.4,
    // mean 0.4.
    arms.add(0, 1, 0.63);
    assertThat(arms.best(greedy, random)).isOne();
    arms.add(0, 0, 0.02);
    assertThat(arms.best(greedy, random)).isZero();
    arms.add(2, 0, 0.25 * 0.26);
    assertThat(arms.best(greedy, random)).isEqualTo(2);
  }

  private static Genotype genotype(int... options) {
    return SPACE.sample(point -> options[point.index()]).genotype();
  }

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(2, 3);

  private static Walk walk(Genotype genotype) {
    return SPACE.replay(genotype).walk();
  }

  private static void back(SearchTree tree, Genotype genotype, double reward) {
    tree.back(tree.enter(walk(genotype)), reward);
  }

  @Test
  void tellsOrderedNumbersByTheirSteps() {
    assertThat(Numeric.isOrdered(Decision.of("one", 5))).isTrue();
    assertThat(Numeric.isOrdered(Decision.of("falls", 3, 2, 1))).isTrue();
    assertThat(Numeric.isOrdered(Decision.of("negative", -3, -2, 1))).isTrue();
    assertThat(Numeric.isOrdered(Decision.of("turns", 3, 2, 2.5))).isFalse();
    assertThat(Numeric.isOrdered(Decision.of("same", 1, 1.0))).isFalse();
    assertThat(Numeric.isOrdered(Decision.of("mixed", 1, "2", 3L))).isTrue();
    assertThat(Numeric.isOrdered(Decision.of("text last", 1, 2, "x"))).isFalse();
  }

  /** With the probability of exploration at 0 or 1, and before and after the start. */
  @Test
  void guidesWhenItIsTime() {
    for (double exploration : new double[] {0, 1}) {
      UctSettings settings = Uct.kocsis().toBuilder()
          .guide(new Uct.Guide(20, exploration, 3, 1, 1))
          .build()
          .settings;
      Guidance guidance = new Guidance(settings, Searches.context(SPACE, 1));
      for (int i = 0; i < 5; i++) {
        boolean guided = guidance.best(Seeds.random(1, i, "best")).isPresent();
        assertThat(guided).isEqualTo(i >= 3 && exploration == 0);
        guidance.observe(genotype(i % 3, i / 3), i);
      }
    }
  }

  /** The surrogate expects most where both digits are 2, once that is known the next best. */
  @Test
  void proposesTheBestNewCandidate() {
    UctSettings settings =
        Uct.kocsis().toBuilder().guide(new Uct.Guide(200, 0, 1, 1, 1e-3)).build().settings;
    Guidance guidance = new Guidance(settings, Searches.context(SPACE, 1));
    for (int i = 0; i < 5; i++) {
      Genotype each = genotype(i % 3, i / 3);
      guidance.observe(each, 2 * Searches.option(each, 0) + Searches.option(each, 1));
    }
    guidance.observe(genotype(0, 2), 2);
    assertThat(guidance.best(Seeds.random(1, 1, "best"))).contains(genotype(2, 2));
    guidance.proposed(genotype(2, 2));
    assertThat(guidance.best(Seeds.random(1, 2, "best"))).contains(genotype(2, 1));
  }
}
