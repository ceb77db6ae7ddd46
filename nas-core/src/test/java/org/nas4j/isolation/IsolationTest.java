package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/** Real processes throughout; each starts in a fraction of a second. */
class IsolationTest {

  private static Isolation.Builder<Integer> isolation(String... behaviour) {
    return Isolation.builder(Children.class)
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .setting("behaviour", String.join(",", behaviour));
  }

  private static SearchBuilder<Integer> settle(SearchBuilder<Integer> search, int trials) {
    return search
        .stopAfter(StopRule.trials(trials))
        .failures(failures -> failures.abortAfter(100))
        .seed(5);
  }

  private static SearchBuilder<Integer> inProcesses(Isolation<Integer> isolation) {
    return NasSearch.builder(isolation.space()).evaluatorPerRun(isolation::open);
  }

  private static SearchBuilder<Integer> search(Isolation<Integer> isolation, int trials) {
    return settle(inProcesses(isolation), trials);
  }

  private static double figure(Trial trial, Metric metric) {
    return trial.outcome().figures().orElseThrow().get(metric);
  }

  private static Outcome.Failed failure(SearchResult<Integer> result, int trial) {
    return (Outcome.Failed) result.trials().get(trial).outcome();
  }

  /** All of a trial that does not depend on the process. */
  private static List<String> essence(SearchResult<Integer> result) {
    return result.trials().stream()
        .map(trial -> trial.genotype() + " " + trial.outcome().getClass().getSimpleName() + " "
            + trial.outcome().reward() + " "
            + trial.outcome().figures().map(e -> e.history(Metric.VALIDATION_ACCURACY)))
        .toList();
  }

  @Test
  void toBuilderKeepsWhatIsNotChanged() {
    Isolation<Integer> one = isolation("good")
        .heapMegabytes(100)
        .nativeMegabytes(200)
        .addressSpaceMegabytes(3000)
        .nativeThreads(2)
        .jvmOption("-XX:+UseSerialGC")
        .trialsPerWorker(7)
        .startLimit(Duration.ofSeconds(50))
        .build();
    assertThat(one.toBuilder().build()).usingRecursiveComparison().isEqualTo(one);
    Isolation<Integer> other =
        one.toBuilder().heapMegabytes(101).setting("more", "x").build();
    assertThat(other.heapMegabytes).isEqualTo(101);
    assertThat(one.heapMegabytes).isEqualTo(100);
    assertThat(one.settings()).doesNotContainKey("more");
  }

  @Test
  void threadsAndProcessesOneAndTwoGiveTheSameTrials() throws Exception {
    Isolation<Integer> isolation = isolation("good", "throw", "good", "throw").build();
    Evaluator<Integer> here = new Children().evaluator(isolation.settings);
    List<String> expected = null;
    for (int workers = 1; workers <= 2; workers++) {
      for (boolean threads : new boolean[] {true, false}) {
        SearchBuilder<Integer> search =
            threads ? NasSearch.builder(isolation.space()).evaluator(here) : inProcesses(isolation);
        List<String> essence = essence(settle(search, 12)
            .strategy(Strategies.random())
            .parallelism(workers)
            .pruning((step, soFar, observed) -> soFar.get(Metric.VALIDATION_ACCURACY) < 0.06
                ? Optional.of("too low")
                : Optional.empty())
            .run());
        expected = expected == null ? essence : expected;
        assertThat(essence).isEqualTo(expected);
      }
    }
    assertThat(expected)
        .hasSize(12)
        .anyMatch(trial -> trial.contains("Stopped"))
        .anyMatch(trial -> trial.contains("Scored"))
        .filteredOn(trial -> trial.contains("Failed"))
        .hasSize(2);
  }

  @Test
  void whateverAChildDoesCostsOneTrial() {
    String[] behaviour = {
      "good", "exit", "good", "crash", "heap", "good", "sleep", "deaf", "halt", "throw", "print"
    };
    SearchResult<Integer> result = search(isolation(behaviour).build(), behaviour.length + 1)
        .parallelism(2)
        .limits(limits -> limits.perTrial(Duration.ofSeconds(4)).grace(Duration.ofMillis(100)))
        .run();
    assertThat(result.trials()).hasSize(behaviour.length + 1);
    for (int i = 0; i < result.trials().size(); i++) {
      boolean good = List.of(0, 2, 5, 10, 11).contains(i);
      assertThat(result.trials().get(i).outcome())
          .isInstanceOf(good ? Outcome.Scored.class : Outcome.Failed.class);
    }
    assertThat(failure(result, 1).reason()).isEqualTo("worker exited");
    assertThat(failure(result, 1).message()).contains("status [9]").contains("trial [1]");
    assertThat(failure(result, 3).reason()).isEqualTo("worker crashed");
    assertThat(failure(result, 3).message()).contains("SIGSEGV").contains("Unsafe_PutLong");
    assertThat(failure(result, 4).reason()).isIn("OutOfMemoryError", "worker out of memory");
    assertThat(failure(result, 6).reason()).isEqualTo("timed out");
    assertThat(failure(result, 7).reason()).isEqualTo("timed out");
    assertThat(failure(result, 8).message()).contains("status [0]");
    assertThat(failure(result, 9).reason()).isEqualTo("IllegalArgumentException");
    assertThat(ProcessHandle.current().children().filter(IsolationTest::isWorker))
        .isEmpty();
  }

  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(WorkerMain.class.getName());
  }

  @Test
  void retriesACrashInAFreshProcess() {
    SearchResult<Integer> result = search(isolation("crash").build(), 1)
        .failures(failures -> failures.retry(1))
        .run();
    assertThat(result.failures()).containsOnlyKeys("worker crashed");
    result = search(isolation("good", "exit").build(), 3).lookahead(1).run();
    assertThat(figure(result.trials().get(0), Children.PID))
        .isNotEqualTo(figure(result.trials().get(2), Children.PID));
  }

  @Test
  void processesHaveTheirOwnMemoryEnvironmentAndSettings() {
    SearchResult<Integer> result = search(
            isolation().nativeThreads(3).setting("data", "digits").build(), 2)
        .run();
    Trial trial = result.trials().get(0);
    assertThat(figure(trial, Children.PID)).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(figure(trial, Children.HEAP_MEGABYTES)).isBetween(56.0, 64.0);
    assertThat(figure(trial, Children.THREADS_ASKED)).isEqualTo(3);
    assertThat(result.provenance())
        .containsEntry("data", "digits")
        .containsEntry("evaluator.isolation", "process");
  }

  @Test
  void processesAreKeptWarmAndReplacedAfterSomeTrials() {
    assertThat(pids(isolation().build())).hasSize(1);
    assertThat(pids(isolation().trialsPerWorker(2).build())).hasSize(3).containsValue(2L);
  }

  private static Map<Double, Long> pids(Isolation<Integer> isolation) {
    return search(isolation, 5).run().trials().stream()
        .collect(
            Collectors.groupingBy(trial -> figure(trial, Children.PID), Collectors.counting()));
  }

  @Test
  void anIdleProcessThatEndsCostsNothing() {
    SearchResult<Integer> result = search(isolation("later").build(), 2)
        .lookahead(1)
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            long pid = (long) figure(trial, Children.PID);
            if (trial.id() == 0) {
              ProcessHandle.of(pid).ifPresent(worker -> worker.onExit().join());
            }
          }
        })
        .run();
    assertThat(result.failures()).isEmpty();
    assertThat(result.trials()).hasSize(2);
  }

  @Test
  void theStartOfAProcessDoesNotCountAgainstTheTrial() {
    SearchResult<Integer> result = search(isolation().setting("start", "slow").build(), 2)
        .limits(limits -> limits.perTrial(Duration.ofMillis(1500)).grace(Duration.ofMillis(1)))
        .run();
    assertThat(result.failures()).isEmpty();
    assertThat(result.best()).isPresent();
  }

  @Test
  void aBrokenSetUpEndsTheRunAtOnceAndTellsWhy() {
    SearchResult<Integer> result =
        search(isolation().setting("start", "throw").build(), 50).lookahead(1).run();
    assertThat(result.trials()).hasSize(1);
    assertThat(result.stopReason())
        .contains("ends the run: broken evaluator")
        .contains("IllegalStateException: no data at [nowhere]")
        .contains("at org.nas4j.isolation.Children.evaluator")
        .contains("Maybe a setting is wrong");
    result =
        search(isolation().setting("start", "exit").build(), 50).lookahead(1).run();
    assertThat(result.stopReason()).contains("status [17]").contains("was being set up");
    result = search(isolation().jvmOption("-XX:NoSuchOption").build(), 50)
        .lookahead(1)
        .run();
    assertThat(result.stopReason()).contains("Unrecognized VM option");
    result = search(
            isolation()
                .setting("start", "hang")
                .startLimit(Duration.ofMillis(800))
                .build(),
            50)
        .lookahead(1)
        .run();
    assertThat(result.stopReason()).contains("it took too long");
  }

  @Test
  void refusesFactoriesThatCannotBeFoundByName() {
    class Local implements WorkerFactory<Integer> {
      @Override
      public SearchSpace<Integer> space(Map<String, String> settings) {
        return choices -> 1;
      }

      @Override
      public Evaluator<Integer> evaluator(Map<String, String> settings) {
        throw new IllegalStateException();
      }
    }
    assertThatThrownBy(() -> Isolation.builder(Local.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be public, and top-level or static")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> isolation().heapMegabytes(1))
        .hasMessageContaining("The heap in megabytes must be at least [8], but is [1]");
  }

  @Test
  void addressSpaceIsLimited() {
    SearchResult<Integer> result = search(
            isolation().addressSpaceMegabytes(1024).jvmOption("-Xms64m").build(), 1)
        .failures(failures -> failures.endOn(FailureKind.BROKEN))
        .run();
    SearchResult<Integer> roomy =
        search(isolation().addressSpaceMegabytes(6000).build(), 1).run();
    // With one gigabyte a machine does not even start; what matters is that the limit is there.
    assertThat(result.stopReason()).contains("broken evaluator");
    assertThat(roomy.best()).isPresent();
  }

  /** What every candidate will lack is found with the first one, in a process as on a thread. */
  @Test
  void whatNoCandidateFitsEndsTheRunAtOnce() {
    SearchResult<Integer> result =
        search(isolation("good").setting("misfit", "ours").build(), 9).run();
    assertThat(result.trials()).hasSize(1);
    assertThat(result.stopReason()).contains("candidates do not fit", "is none of ours");
    assertThat(failure(result, 0).reason()).isEqualTo("candidates do not fit");
  }
}
