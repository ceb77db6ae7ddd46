package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.Outcome;
import org.nas4j.search.PruningRule;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.strategy.Strategies;
import org.nas4j.testkit.ToySpaces;

class AsynchronousHalvingTest {

  private static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;
  private static final int STEPS = 81;

  private final AsynchronousHalving rule = new AsynchronousHalving(ACCURACY, 1, 3);
  private final List<Trial> observed = new ArrayList<>();

  private static Evaluation course(double... values) {
    Evaluation evaluation = Evaluation.of(ACCURACY, 0);
    for (double value : values) {
      evaluation = evaluation.withStep(ACCURACY, value);
    }
    return evaluation;
  }

  private boolean goesOn(double... values) {
    Evaluation soFar = course(values);
    boolean goesOn = rule.reasonToPrune(values.length, soFar, observed).isEmpty();
    Outcome outcome = new Outcome.Stopped(0, soFar, "test");
    observed.add(new Trial(
        observed.size(),
        Genotype.EMPTY,
        OptionalLong.empty(),
        outcome,
        Duration.ZERO,
        OptionalLong.empty()));
    return goesOn;
  }

  @Test
  void stopsWhatDivergedAndComparesWithNoNumberThatIsNone() {
    assertThat(goesOn(Double.NaN)).isFalse();
    assertThat(goesOn(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(goesOn(0.1)).as("nothing usable is better").isTrue();
  }

  /** In the variant that stops, one third goes on, at least the best so far. */
  @Test
  void followsTraceWorkedOutByHand() {
    assertThat(goesOn(0.5)).as("the first always").isTrue();
    assertThat(goesOn(0.4)).as("2 recorded, second").isFalse();
    assertThat(goesOn(0.6)).as("3 recorded, best").isTrue();
    assertThat(goesOn(0.55)).as("4 recorded, second").isFalse();
    assertThat(goesOn(0.3)).as("5 recorded, last").isFalse();
    assertThat(goesOn(0.58)).as("6 recorded, second of two that go on").isTrue();
    assertThat(goesOn(0.6)).as("equal to the best").isTrue();
  }

  @Test
  void judgesAtRungsOnly() {
    goesOn(0.9, 0.9, 0.9, 0.9);
    assertThat(rule.reasonToPrune(2, course(0.1, 0.1), observed)).isEmpty();
    assertThat(rule.reasonToPrune(3, course(0.1, 0.1, 0.1), observed)).isPresent();
    assertThat(rule.reasonToPrune(9, course(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1), observed))
        .as("nobody was here before")
        .isEmpty();
  }

  @Test
  void lessIsBetterWhereTheMetricSaysSo() {
    Metric loss = Metric.VALIDATION_LOSS;
    PruningRule halving = AsynchronousHalving.of(loss);
    Evaluation low = Evaluation.of(loss, 0).withStep(loss, 0.1);
    Evaluation high = Evaluation.of(loss, 0).withStep(loss, 0.9);
    Trial before = new Trial(
        0,
        Genotype.EMPTY,
        OptionalLong.empty(),
        new Outcome.Scored(0, Evaluation.of(loss, 0).withStep(loss, 0.5)),
        Duration.ZERO,
        OptionalLong.empty());
    assertThat(halving.reasonToPrune(1, low, List.of(before))).isEmpty();
    assertThat(halving.reasonToPrune(1, high, List.of(before))).hasValue("successive halving");
  }

  private static double quality(Genotype genotype) {
    return new SplittableRandom(genotype.hashCode()).nextDouble();
  }

  /** Curves that rise to their quality, with some noise, and count their epochs. */
  private static Evaluator<List<Integer>> curves(AtomicLong epochs) {
    return (candidate, context) -> {
      double quality = quality(candidate.genotype());
      SplittableRandom noise = new SplittableRandom(candidate.genotype().hashCode() + 1);
      Evaluation soFar = Evaluation.of(ACCURACY, 0);
      for (int step = 1; step <= STEPS; step++) {
        epochs.incrementAndGet();
        double value = quality * (1 - Math.exp(-step / 15.0)) + 0.001 * noise.nextGaussian();
        soFar = soFar.withStep(ACCURACY, value);
        if (context.report(step, soFar) == Verdict.STOP) {
          return soFar;
        }
      }
      return soFar;
    };
  }

  private static SearchResult<List<Integer>> search(
      PruningRule early, long seed, int workers, AtomicLong epochs) {
    return NasSearch.builder(ToySpaces.grid(3, 10))
        .strategy(Strategies.random())
        .evaluator(curves(epochs))
        .pruning(early)
        .stopAfter(StopRule.trials(150))
        .parallelism(workers)
        .seed(seed)
        .run();
  }

  private static boolean isTop(SearchResult<List<Integer>> result) {
    return quality(result.best().orElseThrow().trial().genotype()) > 0.985;
  }

  /**
   * As often successful as full evaluations of the same candidates, for at most a quarter of the
   * epochs, over 20 seeds.
   */
  @Test
  void findsTheBestForQuarterOfTheEpochs() {
    AtomicLong full = new AtomicLong();
    AtomicLong halved = new AtomicLong();
    int fullSuccesses = 0;
    int halvedSuccesses = 0;
    for (int seed = 0; seed < 20; seed++) {
      PruningRule never = (step, soFar, trials) -> Optional.empty();
      fullSuccesses += isTop(search(never, seed, 1, full)) ? 1 : 0;
      halvedSuccesses += isTop(search(rule, seed, 1, halved)) ? 1 : 0;
    }
    assertThat(fullSuccesses).isGreaterThan(10);
    assertThat(halvedSuccesses).isGreaterThanOrEqualTo(fullSuccesses - 1);
    assertThat(halved.get()).isLessThanOrEqualTo(full.get() / 4);
  }

  /** Reports are judged in the order of trials, so whoever is faster changes nothing. */
  @Test
  void doesNotDependOnTheNumberOfWorkers() {
    AtomicLong one = new AtomicLong();
    AtomicLong four = new AtomicLong();
    List<Trial> alone = search(rule, 3, 1, one).trials();
    List<Trial> together = search(rule, 3, 4, four).trials();
    assertThat(together.stream().map(Trial::outcome).toList())
        .isEqualTo(alone.stream().map(Trial::outcome).toList());
    assertThat(four).hasValue(one.get());
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> new AsynchronousHalving(ACCURACY, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0] and [1]");
  }
}
