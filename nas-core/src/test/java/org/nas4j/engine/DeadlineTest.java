package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.Outcome;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;

/**
 * Time limits, with evaluations that keep them, that have to be told, and that have to be given up.
 * The clock moves when it is looked at, and only while an evaluation runs that is to be late: so no
 * test depends on how busy the machine is.
 */
class DeadlineTest {

  private static final Decision<Integer> NUMBER =
      new Decision<>("number", IntStream.range(0, 100).boxed().toList());

  private final TickingClock clock = new TickingClock();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<Thread> stuck = ConcurrentHashMap.newKeySet();

  @AfterEach
  void letStuckThreadsEnd() {
    release.countDown();
  }

  private SearchBuilder<Integer> search(Evaluator<Integer> evaluator) {
    return NasSearch.builder(choices -> choices.pick(NUMBER))
        .evaluator((candidate, context) -> {
          clock.ticks = isBad(candidate);
          return evaluator.evaluate(candidate, context);
        })
        .ticker(clock)
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)).grace(Duration.ofMinutes(1)))
        .failures(failures -> failures.penalise(-1))
        .stopAfter(StopRule.trials(6))
        .seed(3);
  }

  /** Shows a time that is 40 seconds later each time, while it ticks. */
  private static final class TickingClock implements LongSupplier {

    private volatile boolean ticks;
    private long now;

    @Override
    public synchronized long getAsLong() {
      now += ticks ? Duration.ofSeconds(40).toNanos() : 0;
      return now;
    }
  }

  private static Evaluation figures(Candidate<Integer> candidate) {
    return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 100.0);
  }

  private static boolean isBad(Candidate<Integer> candidate) {
    return candidate.trialId() % 3 == 1;
  }

  /** Trials 1 and 4 end so, all others are scored. */
  private static void assertOnlyBadOnes(
      SearchResult<Integer> result, Class<? extends Outcome> type) {
    assertThat(result.trials()).hasSize(6);
    for (Trial trial : result.trials()) {
      assertThat(trial.outcome()).isInstanceOf(trial.id() % 3 == 1 ? type : Outcome.Scored.class);
    }
  }

  private void sleepForEver() {
    stuck.add(Thread.currentThread());
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // This evaluation ignores it.
      }
    }
  }

  @Test
  void stopsBetweenBatchesWithTheFiguresSoFar() {
    SearchResult<Integer> result = search((candidate, context) -> {
          int batch = 1;
          while (isBad(candidate)
              && context.report(batch++, figures(candidate)) == Verdict.CONTINUE) {
            Thread.sleep(5);
          }
          return figures(candidate);
        })
        .run();
    assertOnlyBadOnes(result, Outcome.Stopped.class);
    assertThat(((Outcome.Stopped) result.trials().get(1).outcome()).reason())
        .isEqualTo("time limit of the trial");
    assertThat(result.best().orElseThrow().trial().outcome()).isInstanceOf(Outcome.Scored.class);
  }

  @Test
  void figuresThatComeTooLateCannotBeTheBest() {
    SearchResult<Integer> result = search((candidate, context) -> {
          while (isBad(candidate) && !context.deadline().hasPassed()) {
            Thread.sleep(5);
          }
          return isBad(candidate)
              ? Evaluation.of(Metric.VALIDATION_ACCURACY, 1)
              : figures(candidate);
        })
        .run();
    assertOnlyBadOnes(result, Outcome.Stopped.class);
    assertThat(result.best().orElseThrow().reward()).isLessThan(1);
  }

  @Test
  void interruptsWhatDoesNotLookAtItsDeadline() {
    SearchResult<Integer> result = search((candidate, context) -> {
          if (isBad(candidate)) {
            Thread.sleep(600_000);
          }
          return figures(candidate);
        })
        .run();
    assertOnlyBadOnes(result, Outcome.Failed.class);
    assertThat(result.failures()).containsOnlyKeys("timed out");
    assertThat(result.failures().get("timed out").count()).isEqualTo(2);
    assertThat(result.trials().get(4).outcome().reward()).hasValue(-1);
  }

  @Test
  void givesUpWhatIgnoresInterruptionAndReplacesItsWorker() {
    SearchResult<Integer> result = search((candidate, context) -> {
          if (isBad(candidate)) {
            sleepForEver();
          }
          return figures(candidate);
        })
        .run();
    assertOnlyBadOnes(result, Outcome.Failed.class);
    assertThat(result.failures()).containsOnlyKeys("timed out");
    assertThat(result.failures().get("timed out").count()).isEqualTo(2);
    assertThat(stuck).hasSize(2).allMatch(Thread::isAlive).allMatch(Thread::isDaemon);
  }

  @Test
  void hearsNothingMoreOfWhatWasGivenUp() throws InterruptedException {
    Set<Long> reported = ConcurrentHashMap.newKeySet();
    Set<Verdict> verdicts = ConcurrentHashMap.newKeySet();
    SearchResult<Integer> result = search((candidate, context) -> {
          if (isBad(candidate)) {
            sleepForEver();
            verdicts.add(context.report(1, figures(candidate)));
          }
          return figures(candidate);
        })
        .listener(new SearchListener() {
          @Override
          public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
            reported.add(candidate.trialId());
          }
        })
        .run();
    release.countDown();
    for (Thread thread : stuck) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(verdicts).containsExactly(Verdict.STOP);
    assertThat(reported).isEmpty();
    assertOnlyBadOnes(result, Outcome.Failed.class);
  }

  @Test
  void retriesWhatTimedOutOnlyIfAsked() {
    Set<String> attempts = ConcurrentHashMap.newKeySet();
    Evaluator<Integer> evaluator = (candidate, context) -> {
      clock.ticks = true;
      attempts.add(candidate.trialId() + " " + context.seed());
      Thread.sleep(600_000);
      return figures(candidate);
    };
    search(evaluator)
        .stopAfter(StopRule.trials(1))
        .failures(failures -> failures.retry(2))
        .run();
    assertThat(attempts).hasSize(1);
    attempts.clear();
    search(evaluator)
        .stopAfter(StopRule.trials(1))
        .failures(failures -> failures.retry(2, FailureKind.TIMED_OUT))
        .run();
    assertThat(attempts).hasSize(3);
  }

  @Test
  void limitOfTheRunCancelsWhatRuns() {
    SearchResult<Integer> result = search((candidate, context) -> {
          clock.ticks = candidate.trialId() == 4;
          if (candidate.trialId() == 4) {
            Thread.sleep(600_000);
          }
          return figures(candidate);
        })
        .limits(limits -> limits.perTrial(Duration.ofDays(1)).wholeRun(Duration.ofMinutes(30)))
        .run();
    assertThat(result.trials()).hasSize(4);
    assertThat(result.best()).isPresent();
    assertThat(result.stopReason()).isEqualTo("The time limit of the run was reached.");
  }

  @Test
  void fatalFailureEndsTheRunAtOnce() {
    Evaluator<Integer> evaluator = (Candidate<Integer> candidate, EvaluationContext context) -> {
      if (candidate.trialId() == 2) {
        throw new EvaluationException(FailureKind.BROKEN, "no data", "The disk [x] is gone.");
      }
      return figures(candidate);
    };
    SearchResult<Integer> result = search(evaluator).lookahead(1).run();
    assertThat(result.trials()).hasSize(3);
    assertThat(result.stopReason()).contains("ends the run: no data: The disk [x] is gone.");
    assertThat(search(evaluator).failures(failures -> failures.endOn()).run().trials())
        .hasSize(6);
  }

  @Test
  void survivesErrorsOfAnyType() {
    SearchResult<Integer> result = search((candidate, context) -> {
          switch ((int) candidate.trialId()) {
            case 0 -> throw new Error("own error");
            case 1 -> throw new StackOverflowError();
            case 2 -> System.out.println(new long[Integer.MAX_VALUE].length);
            case 3 -> throw new InternalError("virtual machine");
            default -> {}
          }
          return figures(candidate);
        })
        .failures(failures -> failures.penalise(-2, FailureKind.OUT_OF_MEMORY))
        .run();
    assertThat(result.failures())
        .containsOnlyKeys("Error", "StackOverflowError", "OutOfMemoryError", "InternalError");
    assertThat(result.trials().get(1).outcome().reward()).isEmpty();
    assertThat(result.trials().get(2).outcome().reward()).hasValue(-2);
    assertThat(result.best()).isPresent();
  }

  @Test
  void missingFigureIsAFailureWithTheNamesOfThoseThatAreThere() {
    SearchResult<Integer> result =
        search((candidate, context) -> Evaluation.of(Metric.PARAMETERS, 7)).run();
    assertThat(result.failures()).containsOnlyKeys("no reward");
    assertThat(((Outcome.Failed) result.trials().get(0).outcome()).message())
        .contains("no [validationAccuracy], only [parameters]");
  }

  @Test
  void refusesPoliciesThatMakeNoSense() {
    assertThatThrownBy(() -> FailurePolicy.SKIP.retry(1, FailureKind.NO_REWARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[NO_REWARD] cannot be retried")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Limits.NONE.grace(Duration.ZERO))
        .hasMessageContaining("The time of grace must be above zero, but is [PT0S]");
    assertThatThrownBy(() -> NasSearch.builder(choices -> 1)
            .limits(limits -> limits.wholeRun(Duration.ofSeconds(-1))))
        .hasMessageContaining("The time limit of the run must be above zero, but is [PT-1S]");
  }
}
