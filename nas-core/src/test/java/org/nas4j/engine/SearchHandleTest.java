package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.search.Progress;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;

@Timeout(60)
class SearchHandleTest {

  private static final int TRIALS = 30;

  private final Semaphore allowed = new Semaphore(0);
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

  @TempDir
  Path folder;

  private SearchBuilder<Integer> gated() {
    return ToySearch.of(new RandomSearch(), TRIALS).evaluator((candidate, context) -> {
      begun.add(candidate.trialId());
      allowed.acquire();
      return ToySearch.evaluate(candidate, context);
    });
  }

  private void awaitBegun(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      assertThat(begun.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void runsToTheSameEndAsRun() throws Exception {
    allowed.release(TRIALS);
    SearchHandle<Integer> handle = gated().start();
    SearchResult<Integer> result = handle.result().get();
    List<Trial> whole = Essence.of(ToySearch.of(new RandomSearch(), TRIALS).run());
    assertThat(Essence.of(result)).isEqualTo(whole);
    assertThat(handle.best()).isEqualTo(result.best());
    assertThat(handle.progress().evaluations()).isEqualTo(TRIALS);
  }

  @Test
  void tellsTheBestWhileItRuns() throws Exception {
    SearchHandle<Integer> handle = gated().lookahead(1).start();
    awaitBegun(1);
    assertThat(handle.best()).isEmpty();
    assertThat(handle.progress().observed()).isZero();
    allowed.release(10);
    awaitBegun(10);
    Ranked<Integer> best = handle.best().orElseThrow();
    assertThat(best.reward()).isEqualTo(handle.progress().best().orElseThrow());
    handle.cancelNow();
    assertThat(handle.result().get().best()).contains(best);
  }

  @Test
  void aPauseStartsNothingAndChangesNothing() throws Exception {
    SearchHandle<Integer> handle = gated().start();
    awaitBegun(1);
    handle.pause();
    assertThat(handle.isPaused()).isTrue();
    allowed.release(TRIALS);
    assertThat(begun.poll(200, TimeUnit.MILLISECONDS)).isNull();
    assertThat(handle.result()).isNotDone();
    handle.resume();
    assertThat(Essence.of(handle.result().get()))
        .isEqualTo(Essence.of(ToySearch.of(new RandomSearch(), TRIALS).run()));
    assertThat(handle.isPaused()).isFalse();
  }

  @Test
  void stopsAfterWhatRunsHasEnded() throws Exception {
    SearchHandle<Integer> handle = gated().parallelism(2).start();
    awaitBegun(2);
    handle.stopAfterRunning();
    allowed.release(TRIALS);
    SearchResult<Integer> result = handle.result().get();
    assertThat(result.trials().stream().filter(Trial::wasEvaluated)).hasSize(2);
    assertThat(result.stopReason()).isEqualTo("The run was stopped.");
  }

  @Test
  void stopsAPausedRun() throws Exception {
    SearchHandle<Integer> handle = gated().start();
    awaitBegun(1);
    handle.pause();
    allowed.release(1);
    handle.stopAfterRunning();
    assertThat(handle.result().get().stopReason()).isEqualTo("The run was stopped.");
  }

  @Test
  void aCancelledRunGoesOnFromItsJournal() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    SearchHandle<Integer> handle = gated().parallelism(3).store(journal).start();
    allowed.release(7);
    awaitBegun(
        8); // seven that may end and one that waits; which of them, and how many more wait, is open
    handle.cancelNow();
    SearchResult<Integer> cancelled = handle.result().get();
    assertThat(cancelled.stopReason()).isEqualTo("The run was cancelled.");
    assertThat(Essence.of(SearchResult.read(journal))).isEqualTo(Essence.of(cancelled));
    allowed.release(2 * TRIALS);
    assertThat(Essence.of(gated().store(journal).run()))
        .isEqualTo(Essence.of(ToySearch.of(new RandomSearch(), TRIALS).run()));
  }

  @Test
  void listenersHearOfTheEnd() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    allowed.release(TRIALS);
    SearchResult<Integer> result = gated()
        .listener(new SearchListener() {
          @Override
          public void onStopped(Progress progress, Optional<Trial> best, String reason) {
            told.add(best.orElseThrow().id() + " " + reason);
          }
        })
        .start()
        .result()
        .get();
    assertThat(told)
        .containsExactly(result.best().orElseThrow().trial().id() + " The stop rule was met.");
  }

  @Test
  void aStrategyThatThrowsEndsTheFuture() {
    SearchHandle<Integer> handle = ToySearch.of(
            context -> {
              var random = new RandomSearch().open(context);
              return new org.nas4j.search.Controller() {
                @Override
                public Optional<org.nas4j.search.Proposal> propose(
                    java.util.random.RandomGenerator generator) {
                  return random.propose(generator);
                }

                @Override
                public void observe(Trial trial, java.util.random.RandomGenerator generator) {
                  throw new IllegalStateException("cannot learn");
                }
              };
            },
            TRIALS)
        .start();
    assertThatThrownBy(() -> handle.result().get())
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("cannot learn");
  }

  @Test
  void aJournalOfAnotherRunIsRefusedByStart() {
    Path journal = folder.resolve("run.jsonl");
    ToySearch.of(new RandomSearch(), 3).store(journal).run();
    assertThatThrownBy(
            () -> ToySearch.of(new RandomSearch(), 3).seed(5).store(journal).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("seed: was [11], is [5]");
  }
}
