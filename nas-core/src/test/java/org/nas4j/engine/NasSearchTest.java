package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

class NasSearchTest {

  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  /** Three digits; those that sum to 13 cannot be built. */
  private static final SearchSpace<Integer> DIGITS = choices -> {
    int sum = choices.pick(DIGIT) + choices.pick(DIGIT) + choices.pick(DIGIT);
    if (sum == 13) {
      throw new InfeasibleException("unlucky", "The digits sum to [13].");
    }
    return sum;
  };

  private static Evaluation accuracy(Candidate<Integer> candidate) {
    return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 27.0);
  }

  private static SearchBuilder<Integer> search() {
    return NasSearch.builder(DIGITS)
        .strategy(new RandomSearch())
        .evaluator((candidate, context) -> accuracy(candidate))
        .stopAfter(StopRule.trials(60))
        .seed(7);
  }

  private static List<String> essence(SearchResult<Integer> result) {
    return result.trials().stream()
        .map(trial -> trial.id() + " " + trial.genotype().code() + " " + trial.outcome() + " "
            + trial.duplicateOf())
        .toList();
  }

  @Test
  void oneWorkerAndManyGiveTheSameRun() {
    List<String> one = essence(search().strategy(new Climber()).run());
    for (int workers = 2; workers <= 4; workers++) {
      SearchBuilder<Integer> many = search().strategy(new Climber()).parallelism(workers);
      many.evaluator((candidate, context) -> {
        Thread.sleep(context.random().nextInt(5));
        return accuracy(candidate);
      });
      assertThat(essence(many.run())).isEqualTo(one);
    }
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    assertThat(essence(search().run())).isNotEqualTo(essence(search().seed(8).run()));
  }

  @Test
  void findsTheBestOfAllTrials() {
    SearchResult<Integer> result = search().run();
    double best = result.trials().stream()
        .mapToDouble(trial -> trial.outcome().reward().orElse(-1))
        .max()
        .orElseThrow();
    assertThat(result.best().orElseThrow().reward()).isEqualTo(best);
    assertThat(result.best().orElseThrow().architecture() / 27.0).isEqualTo(best);
    assertThat(result.top(5))
        .hasSize(5)
        .isSortedAccordingTo((a, b) -> Double.compare(b.reward(), a.reward()));
  }

  @Test
  void rejectsBeforeEvaluationAndCountsReasons() {
    SearchResult<Integer> result = search().run();
    long rejected = result.trials().stream()
        .filter(trial -> trial.outcome() instanceof Outcome.Rejected)
        .count();
    assertThat(rejected).isPositive();
    assertThat(result.rejections()).containsExactly(Map.entry("unlucky", rejected));
    assertThat(result.trials().stream().filter(Trial::wasEvaluated)).hasSize(60);
  }

  @Test
  void duplicatesTakeOverTheEarlierOutcome() {
    List<Integer> evaluated = new ArrayList<>();
    SearchResult<Integer> result = search()
        .deduplicateBy(Candidate::architecture)
        .evaluator((candidate, context) -> {
          evaluated.add(candidate.architecture());
          return accuracy(candidate);
        })
        .run();
    assertThat(evaluated).doesNotHaveDuplicates();
    assertThat(result.duplicates()).isPositive();
    for (Trial trial : result.trials()) {
      trial
          .duplicateOf()
          .ifPresent(original -> assertThat(trial.outcome())
              .isEqualTo(result.trials().get((int) original).outcome()));
    }
  }

  @Test
  void recognisesAnExhaustedSpace() {
    SearchResult<Boolean> result = NasSearch.builder(choices -> choices.pick(Decision.flag("only")))
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .stopAfter(StopRule.trials(100))
        .run();
    assertThat(result.trials().stream().filter(Trial::wasEvaluated)).hasSize(2);
    assertThat(result.stopReason()).contains("exhausted");
  }

  @Test
  void retriesWithOtherRandomness() {
    List<Integer> draws = new ArrayList<>();
    SearchResult<Integer> result = search()
        .stopAfter(StopRule.trials(1))
        .failures(failures -> failures.retry(2))
        .evaluator((candidate, context) -> {
          draws.add(context.random().nextInt());
          if (draws.size() < 3) {
            throw new IOException("disk gone");
          }
          return accuracy(candidate);
        })
        .run();
    assertThat(draws).hasSize(3).doesNotHaveDuplicates();
    assertThat(result.best()).isPresent();
  }

  @Test
  void endsAfterFailuresInARowAndKeepsTheBest() {
    SearchResult<Integer> result = search()
        .failures(failures -> failures.penalise(-1).abortAfter(3))
        .evaluator((candidate, context) -> {
          if (candidate.trialId() > 9) {
            throw new IllegalArgumentException("broken");
          }
          return accuracy(candidate);
        })
        .run();
    assertThat(result.stopReason()).contains("in a row failed").contains("broken");
    assertThat(result.failures().get("IllegalArgumentException").count()).isBetween(3L, 7L);
    assertThat(result.best()).isPresent();
  }

  @Test
  void nanRewardIsAFailure() {
    SearchResult<Integer> result = search()
        .stopAfter(StopRule.trials(3))
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, Double.NaN))
        .run();
    assertThat(result.failures()).containsOnlyKeys("reward not finite");
    assertThat(result.best()).isEmpty();
  }

  @Test
  void listenersThatThrowEndNothing() {
    SearchResult<Integer> result = search()
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            throw new IllegalStateException("listener");
          }
        })
        .run();
    assertThat(result.trials().stream().filter(Trial::wasEvaluated)).hasSize(60);
  }

  @Test
  void interruptReturnsTheBestSoFar() {
    Thread searching = Thread.currentThread();
    SearchResult<Integer> result = search()
        .lookahead(1)
        .evaluator((candidate, context) -> {
          if (candidate.trialId() > 20) {
            searching.interrupt();
            Thread.sleep(60_000);
          }
          return accuracy(candidate);
        })
        .run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.best()).isPresent();
    assertThat(result.stopReason()).contains("interrupted");
  }

  @Test
  void stopRulesCompose() {
    SearchResult<Integer> target =
        search().stopAfter(StopRule.trials(1000).or(StopRule.targetReward(0.8))).run();
    assertThat(target.best().orElseThrow().reward()).isGreaterThanOrEqualTo(0.8);
    SearchResult<Integer> patience =
        search().stopAfter(StopRule.noImprovement(15)).run();
    long best = patience.best().orElseThrow().trial().id();
    long after = patience.trials().stream()
        .filter(trial -> trial.id() > best && trial.wasEvaluated())
        .count();
    assertThat(after).isBetween(15L, 15L + SearchSettings.DEFAULT_LOOKAHEAD);
  }

  @Test
  void askAndTellGiveTheSameRunAsRun() {
    SearchSession<Integer> session = search().strategy(new Climber()).open();
    while (!session.isFinished()) {
      session.ask().ifPresent(candidate -> session.tell(candidate.trialId(), accuracy(candidate)));
    }
    assertThat(essence(session.result()))
        .isEqualTo(essence(search().strategy(new Climber()).run()));
  }

  @Test
  void reportsAllThatIsMissingTogether() {
    assertThatThrownBy(
            () -> NasSearch.builder(DIGITS).parallelism(9).lookahead(4).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no evaluator")
        .hasMessageContaining("no stop rule")
        .hasMessageContaining("[9] workers cannot be kept busy with a lookahead of [4]");
  }

  @Test
  void pruningIsTheSameWithOneWorkerAndMany() {
    List<List<String>> runs = new ArrayList<>();
    for (int workers : new int[] {1, 3}) {
      SearchResult<Integer> result = search()
          .parallelism(workers)
          .pruning((step, soFar, observed) -> observed.stream()
                  .flatMap(trial -> trial.outcome().figures().stream())
                  .anyMatch(other -> other.history(Metric.VALIDATION_ACCURACY).get(0)
                      > soFar.history(Metric.VALIDATION_ACCURACY).get(0))
              ? Optional.of("behind another trial")
              : Optional.empty())
          .evaluator((candidate, context) -> {
            Evaluation soFar = new Evaluation(Map.of(), Map.of());
            for (int step = 1; step <= 3; step++) {
              Thread.sleep(context.random().nextInt(3));
              soFar = soFar.withStep(
                  Metric.VALIDATION_ACCURACY, step * candidate.architecture() / 81.0);
              if (context.report(step, soFar) == Verdict.STOP) {
                break;
              }
            }
            return soFar;
          })
          .run();
      assertThat(result.trials())
          .anyMatch(trial -> trial.outcome() instanceof Outcome.Stopped stopped
              && stopped.evaluation().history(Metric.VALIDATION_ACCURACY).size() == 1);
      runs.add(essence(result));
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  /** Would wait for ever for the first evaluation if trials were observed in their order. */
  @Test
  void asynchronousSearchWaitsForNobody() {
    CountDownLatch others = new CountDownLatch(20);
    List<Long> observed = new ArrayList<>();
    SearchResult<Integer> result = search()
        .asynchronous(true)
        .deduplicateBy(candidate -> new Object())
        .parallelism(2)
        .lookahead(2)
        .evaluator((candidate, context) -> {
          if (candidate.trialId() == 0) {
            others.await();
          }
          others.countDown();
          return accuracy(candidate);
        })
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            observed.add(trial.id());
          }
        })
        .run();
    assertThat(observed)
        .doesNotHaveDuplicates()
        .hasSameSizeAs(result.trials())
        .startsWith(1L)
        .contains(0L);
    assertThat(result.trials()).filteredOn(Trial::wasEvaluated).hasSize(60);
  }
}
