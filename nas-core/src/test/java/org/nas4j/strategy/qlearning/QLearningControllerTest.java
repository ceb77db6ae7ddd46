package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.testkit.ToySpaces;

/** How MetaQNN explores and what it then knows (Baker et al. 2017, section 4.3). */
class QLearningControllerTest {

  /** Six digits of six; the state is how many there are and what they sum to. */
  private static final SearchSpace<List<Integer>> STATES = choices -> {
    List<Integer> digits = new ArrayList<>();
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      int digit = choices.at(List.of(i, sum)).pick(Decision.of("digit", 0, 1, 2, 3, 4, 5));
      sum += digit;
      digits.add(digit);
    }
    return digits;
  };

  private static double reward(List<Integer> digits) {
    int sum = digits.stream().mapToInt(Integer::intValue).sum();
    return .3 + .6 * sum / (5.0 * digits.size());
  }

  /** Keeps what ε each proposal was made under, and what became of it. */
  private static final class Recorded implements SearchStrategy {

    private final QLearning recipe;
    final Map<Double, Integer> models = new TreeMap<>();
    final Map<Double, Double> rewards = new TreeMap<>();

    Recorded(QLearning recipe) {
      this.recipe = recipe;
    }

    @Override
    public Controller open(ControllerContext context) {
      QLearningController controller = new QLearningController(recipe.settings, context);
      return new Controller() {
        private double epsilon;

        @Override
        public Optional<Proposal> propose(RandomGenerator random) {
          epsilon = controller.epsilon();
          return controller.propose(random);
        }

        @Override
        public void observe(Trial trial, RandomGenerator random) {
          if (trial.wasEvaluated()) {
            models.merge(epsilon, 1, Integer::sum);
            rewards.merge(epsilon, trial.outcome().reward().orElseThrow(), Double::sum);
          }
          controller.observe(trial, random);
        }
      };
    }
  }

  private static SearchResult<List<Integer>> run(
      SearchSpace<List<Integer>> space,
      SearchStrategy strategy,
      int trials,
      AtomicInteger trained) {
    return NasSearch.builder(space)
        .strategy(strategy)
        .evaluator((candidate, context) -> {
          trained.incrementAndGet();
          return Evaluation.of(Metric.VALIDATION_ACCURACY, reward(candidate.architecture()));
        })
        .lookahead(1)
        .limits(limits -> limits.idleProposals(2_000))
        .stopAfter(StopRule.trials(trials))
        .run();
  }

  /** Each ε lasts for as many different models as published; known ones do not count. */
  @Test
  void countsDifferentModelsByThePublishedTable() {
    Recorded recorded = new Recorded(QLearning.metaQnn());
    AtomicInteger trained = new AtomicInteger();
    SearchResult<List<Integer>> result = run(ToySpaces.grid(8, 6), recorded, 2_700, trained);
    Map<Double, Integer> table = new TreeMap<>();
    EpsilonSchedule.META_QNN
        .steps()
        .forEach(step -> table.put(step.epsilon(), (int) step.models()));
    assertThat(recorded.models).isEqualTo(table);
    assertThat(trained).hasValue(2_700);
    assertThat(result.duplicates()).isPositive();
    assertThat(result.trials()).hasSize((int) (2_700 + result.duplicates()));
  }

  @Test
  void countsModelsInFlight() {
    QLearning recipe =
        QLearning.builder().exploration(EpsilonSchedule.of(1, 2).then(0, 1)).build();
    QLearningController controller = (QLearningController) recipe.open(context(STATES));
    SplittableRandom random = new SplittableRandom(1);
    assertThat(controller.epsilon()).isEqualTo(1);
    controller.propose(random);
    assertThat(controller.epsilon()).isEqualTo(1);
    Genotype latest = controller.propose(random).orElseThrow().genotype();
    assertThat(controller.epsilon()).isZero();
    controller.withdraw(latest);
    assertThat(controller.epsilon()).isEqualTo(1);
  }

  private static ControllerContext context(SearchSpace<?> space) {
    return new ControllerContext() {
      @Override
      public Walk walk(Chooser chooser) {
        return space.sample(chooser).walk();
      }

      @Override
      public Walk walk(Genotype genotype) {
        return space.replay(genotype).walk();
      }

      @Override
      public RandomGenerator random(String purpose) {
        return new SplittableRandom(purpose.hashCode());
      }
    };
  }

  private static QLearningController greedy(SearchSpace<?> space) {
    return (QLearningController) QLearning.metaQnn().toBuilder()
        .exploration(EpsilonSchedule.of(0, 1))
        .build()
        .open(context(space));
  }

  private static void set(
      QLearningController controller, Walk walk, int t, int option, double value) {
    DecisionPoint point = walk.points().get(t);
    controller.values().read().values(point)[option] = value;
  }

  /** Without exploring, it takes the option of the greatest value. */
  @Test
  void followsTheGreatestValues() {
    QLearningController controller = greedy(ToySpaces.grid(4, 3));
    int[] path = {2, 0, 1, 2};
    Walk walk = context(ToySpaces.grid(4, 3)).walk((Chooser) point -> path[point.index()]);
    for (int t = 0; t < 4; t++) {
      set(controller, walk, t, path[t], .6);
      set(controller, walk, t, (path[t] + 1) % 3, -7);
    }
    for (int seed = 0; seed < 20; seed++) {
      assertThat(controller
              .propose(new SplittableRandom(seed))
              .orElseThrow()
              .genotype()
              .code())
          .isEqualTo("2-0-1-2");
    }
  }

  /**
   * Equal values are taken equally often; all are negative, as they may be once penalties are taken
   * off.
   */
  @Test
  void drawsAmongEqualValuesUniformly() {
    QLearningController controller = greedy(ToySpaces.grid(1, 5));
    Walk walk = context(ToySpaces.grid(1, 5)).walk((Chooser) point -> 0);
    double[] values = {-2, -1, -1, -3, -1};
    for (int option = 0; option < 5; option++) {
      set(controller, walk, 0, option, values[option]);
    }
    long[] counts = new long[5];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 6_000; i++) {
      counts[controller.propose(random).orElseThrow().genotype().genes().get(0).option()]++;
    }
    assertThatCounts(counts).follow(0, 1 / 3.0, 1 / 3.0, 0, 1 / 3.0);
  }

  /** The mean reward of each ε is above that of the greater one before. */
  @Test
  void earnsMoreTheLessItExplores() {
    Recorded recorded = new Recorded(QLearning.metaQnn());
    run(STATES, recorded, 2_700, new AtomicInteger());
    List<Double> means = new ArrayList<>();
    recorded.models.forEach((epsilon, models) -> means.add(recorded.rewards.get(epsilon) / models));
    for (int i = 1; i < means.size(); i++) {
      assertThat(means.get(i)).as("bucket %s of %s", i, means).isLessThan(means.get(i - 1) + .02);
    }
    assertThat(means.get(0)).isGreaterThan(means.get(means.size() - 1) + .12);
  }

  @Test
  void explorationFollowsTheLengthOfConstructions() {
    QLearning recipe =
        QLearning.builder().exploration(EpsilonSchedule.of(1, 2).then(.3, 1)).build();
    Recorded recorded = new Recorded(recipe);
    run(ToySpaces.grid(12, 3), recorded, 10, new AtomicInteger());
    assertThat(recorded.models)
        .containsExactlyEntriesOf(Map.of(.15, 8, 1.0, 2).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .collect(
                TreeMap::new, (map, each) -> map.put(each.getKey(), each.getValue()), Map::putAll));
    Recorded unscaled = new Recorded(recipe.toBuilder().scaledExploration(false).build());
    run(ToySpaces.grid(12, 3), unscaled, 10, new AtomicInteger());
    assertThat(unscaled.models).containsKey(.3);
  }

  @Test
  void proposesNothingTwiceUntilTheSpaceIsExhausted() {
    AtomicInteger trained = new AtomicInteger();
    SearchResult<List<Integer>> result =
        run(ToySpaces.grid(3, 4), QLearning.builder().build(), 100, trained);
    assertThat(trained).hasValue(64);
    assertThat(result.trials().subList(0, 60))
        .noneMatch(trial -> trial.duplicateOf().isPresent());
  }
}
