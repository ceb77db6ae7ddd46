package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.RejectedReward;
import org.nas4j.search.Outcome;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.strategy.GivenChances;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** By which chances an agent answers at random, and how it gets away from what it knows. */
class QLearningExplorationTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(4, 5);
  private static final Tabular EXACT =
      Tabular.builder().learningRate(1).initialValue(0).replay(0, 1).build();
  private static final QLearning GREEDY = QLearning.builder()
      .values(EXACT)
      .exploration(EpsilonSchedule.of(0, 1))
      .redraws(0)
      .build();

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);
  private final Genotype best = run.walk(point -> 2 + point.index() % 3).genotype();

  /** Without exploring it would always name the best, whose way has the greatest values. */
  private QLearningController agent(QLearning recipe) {
    QLearningController agent = (QLearningController) recipe.open(run);
    Walk walk = run.walk(best);
    walk.points()
        .forEach(point ->
            agent.values().read().values(point)[best.genes().get(point.index()).option()] = 1);
    return agent;
  }

  private static Genotype next(QLearningController agent, GivenChances random) {
    Genotype next = agent.propose(random).orElseThrow().genotype();
    assertThat(random.chances()).isExhausted();
    return next;
  }

  /** The last answer alone is left to chance; with ε 0 none is. */
  @Test
  void answersAtRandomByTheChanceOfEpsilon() {
    QLearning sometimes =
        GREEDY.toBuilder().exploration(EpsilonSchedule.of(0.3, 1)).build();
    Genotype proposed = next(agent(sometimes), GivenChances.of(0.3, 0.9, 0.3, Math.nextDown(0.3)));
    assertThat(LearningRun.differences(proposed, best)).isEqualTo(1);
    assertThat(proposed.genes().get(3)).isNotEqualTo(best.genes().get(3));
    assertThat(next(agent(sometimes), GivenChances.of(0.3, 0.3, 0.3, 0.3))).isEqualTo(best);
    assertThat(next(agent(GREEDY), GivenChances.of())).isEqualTo(best);
  }

  /** Three questions without a choice, and one: one chance; and a length of one. */
  @Test
  void forcedAnswersAreNoChances() {
    SearchSpace<Integer> space = choices -> {
      Decision<Integer> digit = Decision.of("digit", 0, 1, 2);
      int sum = choices.pick(digit, each -> each == 1);
      sum += choices.pick(digit, each -> each == 2) + choices.pick(digit, each -> each == 0);
      return sum + choices.pick(digit);
    };
    LearningRun<Integer> forced = new LearningRun<>(space, 1);
    QLearningController agent = (QLearningController) GREEDY.toBuilder()
        .exploration(EpsilonSchedule.of(1, 1).then(0.5, 1))
        .explorationLength(1)
        .build()
        .open(forced);
    Genotype proposed = next(agent, GivenChances.of(0.9));
    assertThat(proposed.code()).startsWith("1-2-0-");
    forced.tell(agent, proposed, 1);
    assertThat(agent.epsilon()).isEqualTo(0.5);
  }

  /** Constructions of four decisions: 3/4 of ε for a length of three; an ε of 1 stays. */
  @Test
  void epsilonFallsWithTheLengthOfConstructions() {
    QLearning recipe = GREEDY.toBuilder()
        .exploration(EpsilonSchedule.of(1, 2).then(0.4, 1))
        .explorationLength(3)
        .build();
    assertThat(recipe.settings()).containsEntry("explorationLength", "3");
    QLearningController agent = agent(recipe);
    run.tell(agent, best, 1);
    assertThat(agent.epsilon()).isEqualTo(1);
    run.tell(agent, run.walk(point -> 0).genotype(), 0);
    assertThat(agent.epsilon()).isCloseTo(0.4 * 3 / 4, within(1e-12));
  }

  @Test
  void scalingCanBeSwitchedOffAndOn() {
    QLearning any =
        QLearning.builder().explorationLength(9).scaledExploration(false).build();
    assertThat(any.toBuilder().scaledExploration(true).build().settings())
        .containsEntry("explorationLength", "6");
    assertThat(QLearning.builder()
            .explorationLength(9)
            .scaledExploration(true)
            .build()
            .settings())
        .containsEntry("explorationLength", "9");
  }

  /**
   * The best is known, so that it is drawn again; the tenth time with one random answer in two
   * constructions of four, times 1.3; each tenth time 1.3 times more.
   */
  @Test
  void heatsUpAfterEachTenthDrawInVain() {
    double heat = 1 / 8.0 * 1.3;
    QLearning recipe = GREEDY.toBuilder().redraws(10).build();
    QLearningController agent = agent(recipe);
    run.tell(agent, best, 9);
    assertThat(next(agent, GivenChances.of(heat, heat, heat, heat))).isEqualTo(best);
    QLearningController other = agent(recipe);
    run.tell(other, best, 9);
    Genotype proposed = next(other, GivenChances.of(heat, heat, heat, Math.nextDown(heat)));
    assertThat(LearningRun.differences(proposed, best)).isEqualTo(1);
    QLearningController twice = agent(GREEDY.toBuilder().redraws(20).build());
    run.tell(twice, best, 9);
    List<Double> chances = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chances.add(heat);
    }
    chances.addAll(List.of(heat * 1.3, heat * 1.3, heat * 1.3, Math.nextDown(heat * 1.3)));
    assertThat(LearningRun.differences(
            next(twice, GivenChances.of(chances.toArray(new Double[0]))), best))
        .isEqualTo(1);
  }

  /** Nothing was learned: the tenth draw is all random. */
  @Test
  void heatsUpToTheGreatestWithoutKnowledge() {
    QLearningController agent = agent(GREEDY.toBuilder().redraws(10).build());
    assertThat(next(agent, GivenChances.of())).isEqualTo(best);
    assertThat(next(agent, GivenChances.of(0.999, 0.999, 0.999, 0.999))).isNotEqualTo(best);
  }

  /** Half as many draws after each proposal in vain, down to a 32nd, and all answers random. */
  @Test
  void triesLessAndLessWhereAllIsKnown() {
    LearningRun<List<Integer>> all = new LearningRun<>(ToySpaces.grid(1, 2), 1);
    QLearningController agent =
        (QLearningController) GREEDY.toBuilder().redraws(64).build().open(all);
    all.tell(agent, all.walk(point -> 0).genotype(), 0);
    all.tell(agent, all.walk(point -> 1).genotype(), 1);
    List<Long> draws = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long before = all.walks();
      agent.propose(new SplittableRandom(i));
      draws.add(all.walks() - before);
    }
    assertThat(draws).containsExactly(65L, 33L, 17L, 9L, 5L, 3L, 3L, 3L);
  }

  /** In vain twice in a row, then a chance finds something new, and it is greedy again. */
  @Test
  void isGreedyAgainOnceSomethingNewWasFound() {
    QLearningController agent = agent(GREEDY.toBuilder().redraws(4).build());
    assertThat(next(agent, GivenChances.of())).isEqualTo(best);
    assertThat(next(agent, GivenChances.of())).isEqualTo(best);
    assertThat(next(agent, GivenChances.of(0.9, 0.9, 0.9, 0.9))).isNotEqualTo(best);
    assertThat(next(agent, GivenChances.of())).isEqualTo(best);
  }

  /** A candidate that cannot be built is as bad as the worst so far, or teaches nothing. */
  @Test
  void rejectedOnesTeachTheWorstReward() {
    assertThat(afterRejection(RejectedReward.WORST)).isEqualTo(0.3);
    assertThat(afterRejection(RejectedReward.SKIP)).isZero();
    assertThat(afterRejection(RejectedReward.of(-1))).isEqualTo(-1);
  }

  private double afterRejection(RejectedReward rule) {
    QLearningController agent =
        (QLearningController) GREEDY.toBuilder().rejected(rule).build().open(run);
    run.tell(agent, run.walk(point -> 1).genotype(), 0.8);
    run.tell(agent, run.walk(point -> 3).genotype(), 0.3);
    run.tell(agent, run.walk(point -> 4).genotype(), 0.5);
    Walk rejected = run.walk(point -> 0);
    run.tell(agent, rejected.genotype(), new Outcome.Rejected("too large", ""));
    run.tell(
        agent,
        run.walk(point -> 2).genotype(),
        new Outcome.Failed("out of memory", "", OptionalDouble.empty()));
    assertThat(agent.values().read().values(run.walk(point -> 2).points().get(3))[2])
        .isZero();
    return agent.values().read().values(rejected.points().get(3))[0];
  }

  /**
   * The second answer 0 is bad after the first answer 0, and best after the first answer 1: an
   * agent by neighbours takes note of what it answered.
   */
  @Test
  void neighboursFollowTheConstruction() {
    LearningRun<List<Integer>> pair = new LearningRun<>(ToySpaces.grid(2, 2), 1);
    QLearningController agent = (QLearningController)
        GREEDY.toBuilder().values(new Neighbours(50, 0.01, 12)).build().open(pair);
    for (int i = 0; i < 20; i++) {
      pair.tell(agent, pair.walk(point -> 0).genotype(), 0);
    }
    pair.tell(agent, pair.walk(point -> point.index()).genotype(), 9);
    pair.tell(agent, pair.walk(point -> 1).genotype(), 1);
    pair.tell(agent, pair.walk(point -> 1 - point.index()).genotype(), 10);
    assertThat(next(agent, GivenChances.of()).code()).isEqualTo("1-0");
  }
}
