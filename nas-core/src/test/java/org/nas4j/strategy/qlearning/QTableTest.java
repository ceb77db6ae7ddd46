package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.policy.Episode;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.testkit.ToySpaces;

/**
 * What the values of Q-learning become (Baker et al. 2017, section 3; Zhong et al. 2018, section
 * 3.2).
 */
class QTableTest {

  private static final Shape CIFAR = Shape.image(3, 32, 32);
  private static final SplittableRandom RANDOM = new SplittableRandom(5);

  private static Walk walk(SearchSpace<?> space, Chooser chooser) {
    return space.sample(chooser).walk();
  }

  private static double value(QTable table, Walk walk, int t) {
    return table.values(walk.points().get(t))[walk.genotype().genes().get(t).option()];
  }

  /** Values are updated from the last decision to the first, so that one sweep is enough. */
  @Test
  void carriesARewardToTheFirstDecisionInOneSweep() {
    QTable table =
        new QTable(Tabular.META_QNN.toBuilder().learningRate(1).initialValue(0).build());
    Walk walk = walk(ToySpaces.grid(6, 4), Chooser.uniform(RANDOM));
    table.learn(Episode.of(walk), .8, RANDOM);
    for (int t = 0; t < 6; t++) {
      assertThat(value(table, walk, t)).isEqualTo(.8);
    }
  }

  /** With a constant target the error decays as 0.99 to the n-th. */
  @Test
  void approachesAConstantTargetAsPublished() {
    QTable table = new QTable(Tabular.META_QNN.toBuilder().replay(0, 1).build());
    Walk walk = walk(ToySpaces.grid(1, 4), Chooser.uniform(RANDOM));
    for (int n = 0; n < 367; n++) {
      assertThat(.9 - value(table, walk, 0)).isCloseTo(.4 * Math.pow(.99, n), within(1e-12));
      table.learn(Episode.of(walk), .9, RANDOM);
    }
    assertThat(value(table, walk, 0)).isCloseTo(.89, within(1e-5));
  }

  private static double rewardOf(DecisionPoint last) {
    return Math.floorMod(last.context().hashCode() * 31, 1009) / 1009.0;
  }

  /**
   * The reward depends on the state in which a network of at most three layers ends, so that the
   * best reward that an entry can lead to is known.
   */
  @Test
  void convergesToTheBestThatMayFollow() {
    MetaQnnSpace space = MetaQnnSpace.builder(CIFAR, 10).maxDepth(3).build();
    Map<List<Object>, Double> best = new HashMap<>();
    all(space, sample -> {
      double reward = rewardOf(sample.points().get(sample.points().size() - 1));
      for (int t = 0; t < sample.points().size(); t++) {
        int option = sample.genotype().genes().get(t).option();
        best.merge(List.of(sample.points().get(t).context(), option), reward, Math::max);
      }
    });
    QTable table =
        new QTable(Tabular.META_QNN.toBuilder().learningRate(.1).initialValue(0).build());
    Map<List<Object>, Double> learned = new HashMap<>();
    for (int i = 0; i < 8_000; i++) {
      Walk walk = walk(space, Chooser.uniform(RANDOM));
      table.learn(Episode.of(walk), rewardOf(walk.points().get(walk.points().size() - 1)), RANDOM);
      for (int t = 0; t < walk.points().size(); t++) {
        DecisionPoint point = walk.points().get(t);
        int option = walk.genotype().genes().get(t).option();
        learned.put(List.of(point.context(), option), 0.0);
      }
      if (i == 7_999) {
        all(
            space,
            sample -> sample.points().forEach(point -> {
              for (int k = 0; k < point.legalCount(); k++) {
                int option = point.legalOption(k);
                learned.computeIfPresent(
                    List.of(point.context(), option), (key, old) -> table.values(point)[option]);
              }
            }));
      }
    }
    assertThat(learned).hasSize(482);
    learned.forEach((entry, value) ->
        assertThat(value).as("%s", entry).isCloseTo(best.get(entry), within(1e-3)));
  }

  private static <A> void all(SearchSpace<A> space, Consumer<Build<A>> visit) {
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[0]);
    while (!open.isEmpty()) {
      int[] prefix = open.pop();
      Build<A> sample = space.sample(
          point -> point.index() < prefix.length ? prefix[point.index()] : point.legalOption(0));
      visit.accept(sample);
      int[] options =
          sample.genotype().genes().stream().mapToInt(gene -> gene.option()).toArray();
      for (int i = prefix.length; i < options.length; i++) {
        for (int k = 1; k < sample.points().get(i).legalCount(); k++) {
          int[] branch = Arrays.copyOf(options, i + 1);
          branch[i] = sample.points().get(i).legalOption(k);
          open.push(branch);
        }
      }
    }
  }

  private static Walk along(SearchSpace<Architecture> space, String layers) {
    List<String> names = List.of(layers.split(" "));
    return walk(
        space,
        point -> point.decision().options().stream()
            .map(Object::toString)
            .toList()
            .indexOf(names.get(point.index())));
  }

  /**
   * One (state, action) leaves 5, 7 or 8 rows, whose bins differ; only the last is rewarded. The
   * rewards come in the proportion 1 to 3.
   */
  @Test
  void mixesWhatOneActionLeadsTo() {
    MetaQnnSpace space = MetaQnnSpace.builder(CIFAR, 10).maxDepth(4).build();
    List<Walk> walks = List.of(
        along(space, "C(64,1,1) P(5,3) C(64,1,1) P(2,2) SM"),
        along(space, "C(64,1,1) P(3,2) C(64,1,1) P(2,2) SM"),
        along(space, "C(64,1,1) P(2,2) C(64,1,1) P(2,2) SM"));
    assertThat(walks)
        .extracting(walk -> walk.points().get(3).context())
        .containsOnly(walks.get(0).points().get(3).context());
    assertThat(walks.get(0).points().get(4).context())
        .isEqualTo(walks.get(1).points().get(4).context())
        .isNotEqualTo(walks.get(2).points().get(4).context());
    QTable table = new QTable(Tabular.META_QNN);
    double mean = 0;
    for (int i = 0; i < 2_000; i++) {
      int which = RANDOM.nextInt(4);
      boolean rewarded = which == 3;
      table.learn(
          Episode.of(walks.get(Math.min(2, which == 3 ? 2 : which % 2))), rewarded ? 1 : 0, RANDOM);
      mean += i < 1_000 ? 0 : value(table, walks.get(0), 3) / 1_000;
    }
    assertThat(mean).isCloseTo(.25, within(.03));
    assertThat(value(table, walks.get(0), 4)).isCloseTo(0, within(1e-3));
    assertThat(value(table, walks.get(2), 4)).isCloseTo(1, within(1e-3));
  }

  /**
   * With reward 1 at the end of L decisions the first is worth 1 + (L − 1) / T once shaped, else 1.
   */
  @ParameterizedTest
  @EnumSource(Tabular.Target.class)
  void sharesRewardsOutByEitherMeaningOfT(Tabular.Target target) {
    int length = 7;
    Tabular plain = Tabular.META_QNN.toBuilder()
        .replay(0, 1)
        .target(target)
        .shaping(Shaping.NONE)
        .build();
    assertThat(first(plain, length)).isCloseTo(1, within(1e-6));
    assertThat(first(plain.toBuilder().shaping(Shaping.OWN_LENGTH).build(), length))
        .isCloseTo(1 + 6 / 7.0, within(1e-6));
    assertThat(first(plain.toBuilder().shaping(Shaping.fixedLength(23)).build(), length))
        .isCloseTo(1 + 6 / 23.0, within(1e-6));
    assertThat(first(
            plain.toBuilder().shaping(Shaping.fixedLength(23)).discount(.5).build(), 2))
        .isCloseTo(1 / 23.0 + .5, within(1e-6));
  }

  private static double first(Tabular recipe, int length) {
    QTable table = new QTable(recipe);
    Walk walk = walk(ToySpaces.grid(length, 2), point -> 1);
    for (int i = 0; i < 6_000; i++) {
      table.learn(Episode.of(walk), 1, RANDOM);
    }
    return value(table, walk, 0);
  }

  @Test
  void looksAheadToLegalOptionsOnly() {
    Decision<Integer> digit = Decision.of("digit", 0, 1, 2);
    SearchSpace<Integer> space =
        choices -> choices.pick(digit) + choices.pick(digit, each -> each > 0);
    QTable table =
        new QTable(Tabular.META_QNN.toBuilder().learningRate(1).replay(0, 1).build());
    Walk walk = walk(space, point -> 1);
    table.values(walk.points().get(1))[0] = 100;
    table.learn(Episode.of(walk), .7, RANDOM);
    assertThat(value(table, walk, 0)).isEqualTo(.7);
  }

  @Test
  void learnsOnceAPeriodFromAllSoFar() {
    QTable table =
        new QTable(Tabular.BLOCK_QNN.toBuilder().replay(500, 3).learningRate(.5).build());
    Walk one = walk(ToySpaces.grid(1, 3), point -> 0);
    Walk two = walk(ToySpaces.grid(1, 3), point -> 1);
    table.learn(Episode.of(one), .9, RANDOM);
    table.learn(Episode.of(two), .2, RANDOM);
    assertThat(value(table, one, 0)).isEqualTo(.5);
    table.learn(Episode.of(one), .9, RANDOM);
    assertThat(value(table, one, 0)).isCloseTo(.9, within(1e-9));
    assertThat(value(table, two, 0)).isCloseTo(.2, within(1e-9));
  }

  @Test
  void refusesSettingsOutOfTheirRange() {
    assertThatThrownBy(() -> Tabular.META_QNN.toBuilder().learningRate(0))
        .hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> Tabular.META_QNN.toBuilder().discount(1.5))
        .hasMessageContaining("[1.5]");
    assertThatThrownBy(() -> Tabular.META_QNN.toBuilder().initialValue(Double.NaN))
        .hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> Tabular.META_QNN.toBuilder().replay(-1, 1))
        .hasMessageContaining("[-1]");
    assertThatThrownBy(() -> Tabular.META_QNN.toBuilder().replay(1, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Shaping.fixedLength(0)).hasMessageContaining("[0]");
  }
}
