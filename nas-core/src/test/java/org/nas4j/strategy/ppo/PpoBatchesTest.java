package org.nas4j.strategy.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.policy.Episode;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** When PPO learns, from which trials, and in how many steps. */
class PpoBatchesTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(3, 4);

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);
  private long next;

  private static Ppo.Builder settings() {
    return Ppo.nasnet().toBuilder()
        .network(LstmSettings.of(1, 4))
        .learningRate(0.05)
        .epochs(1)
        .advantages(Advantages.raw(new Baseline.Constant(0)));
  }

  private PpoController open(Ppo.Builder settings) {
    return (PpoController) settings.build().open(run);
  }

  private static double[] values(PpoController controller) {
    return controller.policy().parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.value()))
        .toArray();
  }

  private static Genotype all(int option) {
    return SPACE.sample(point -> option).genotype();
  }

  private static Outcome scored(double reward) {
    return new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward));
  }

  private void observe(
      PpoController controller,
      int option,
      Outcome outcome,
      OptionalLong copyOf,
      RandomGenerator r) {
    controller.observe(
        new Trial(next++, all(option), OptionalLong.empty(), outcome, Duration.ZERO, copyOf), r);
  }

  /** Whether the policy changes when it is told of a trial. */
  private boolean learns(PpoController controller, Outcome outcome, OptionalLong copyOf) {
    controller.policy().trace(Episode.of(SPACE.replay(all(1)).walk()));
    double[] before = values(controller);
    observe(controller, 1, outcome, copyOf, new SplittableRandom(1));
    return !Arrays.equals(before, values(controller));
  }

  @Test
  void learnsWheneverABatchIsFull() {
    PpoController controller = open(settings().batch(3));
    for (int i = 1; i <= 9; i++) {
      assertThat(learns(controller, scored(1), OptionalLong.empty()))
          .as("trial [%d]", i)
          .isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void learnsFromDuplicatesIfItIsTo() {
    assertThat(learns(open(settings().batch(1)), scored(1), OptionalLong.of(0))).isTrue();
    PpoController not = open(settings().batch(1).learnsFromDuplicates(false));
    assertThat(learns(not, scored(1), OptionalLong.of(0))).isFalse();
    assertThat(learns(not, scored(1), OptionalLong.empty())).isTrue();
  }

  @Test
  void learnsFromWhatCouldNotBeBuiltByTheRule() {
    Outcome rejected = new Outcome.Rejected("no", "not at all");
    Outcome failed = new Outcome.Failed("boom", "why", OptionalDouble.empty());
    PpoController fixed = open(settings().batch(1).rejected(RejectedReward.of(-1)));
    assertThat(learns(fixed, rejected, OptionalLong.empty())).isTrue();
    assertThat(learns(fixed, failed, OptionalLong.empty())).isFalse();
    PpoController skips = open(settings().batch(1).rejected(RejectedReward.SKIP));
    assertThat(learns(skips, rejected, OptionalLong.empty())).isFalse();
  }

  /** Numbers drawn by each step, since imitation draws one, and by the order of minibatches. */
  private static final class Counting implements RandomGenerator {
    private final SplittableRandom random = new SplittableRandom(1);
    private final java.util.List<Integer> bounds = new java.util.ArrayList<>();

    @Override
    public long nextLong() {
      return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
      bounds.add(bound);
      return random.nextInt(bound);
    }
  }

  private Counting counted(Ppo.Builder settings, int trials) {
    Counting counting = new Counting();
    PpoController controller = open(settings.batch(trials).imitation(new Imitation(2, 1, 0.1)));
    for (int i = 0; i < trials; i++) {
      observe(controller, i % 4, scored(i), OptionalLong.empty(), counting);
    }
    return counting;
  }

  /**
   * Each step imitates one of the two best; with several minibatches the order of the five trials
   * is drawn anew.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "4, 1, 4, 0", "3, 2, 6, 12", "2, 5, 10, 8", "2, 9, 10, 8"})
  void stepsAreEpochsTimesMinibatches(int epochs, int minibatches, int steps, int swaps) {
    Counting counting = counted(settings().epochs(epochs).minibatches(minibatches), 5);
    assertThat(counting.bounds).hasSize(steps + swaps);
    if (swaps > 0) {
      int parts = Math.min(minibatches, 5);
      assertThat(counting.bounds.subList(0, 4)).containsExactly(5, 4, 3, 2);
      assertThat(counting.bounds.subList(4, 4 + parts)).containsOnly(2);
    }
  }

  /**
   * Rewards this large carry the policy far in a few steps, so that a small limit ends the epochs
   * early.
   */
  @Test
  void stopsOnceItHasGoneTooFar() {
    Ppo.Builder far = settings().epochs(30).learningRate(0.2).clip(1e9);
    assertThat(counted(far, 3).bounds).hasSize(30);
    assertThat(counted(far.greatestDivergence(1e-4), 3).bounds).hasSizeBetween(2, 10);
  }
}
