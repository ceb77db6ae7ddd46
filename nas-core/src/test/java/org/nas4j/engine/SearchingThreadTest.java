package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Progress;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.nas4j.space.Choices;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.Journal;

/** Whatever is thrown on the searching thread ends the run with what it has. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchingThreadTest {

  private static final int GOOD = 9;

  @TempDir
  Path folder;

  private final AtomicInteger calls = new AtomicInteger();
  private boolean mended;

  private void fail() {
    if (!mended && calls.incrementAndGet() > GOOD) {
      throw new AssertionError("a bug of the user's");
    }
  }

  /** Who throws an error, from the tenth time on that it is asked. */
  enum Culprit {
    LISTENER,
    REWARD,
    STOP_RULE,
    IDENTITY,
    SPACE
  }

  private SearchBuilder<Integer> broken(Culprit culprit) {
    UnaryOperator<SearchBuilder<Integer>> change = switch (culprit) {
      case LISTENER ->
        search -> search.listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            fail();
          }
        });
      case REWARD -> search -> search.reward(new FragileReward());
      case STOP_RULE ->
        search -> search.stopAfter(progress -> {
          fail();
          return StopRule.trials(30).spent(progress);
        });
      case IDENTITY ->
        search -> search.deduplicateBy(candidate -> {
          fail();
          return candidate.genotype();
        });
      case SPACE -> search -> search;
    };
    SearchSpace<Integer> space = culprit == Culprit.SPACE ? this::fragile : ToySearch.SPACE;
    SearchBuilder<Integer> search = NasSearch.builder(space)
        .strategy(new RandomSearch())
        .evaluator(ToySearch::evaluate)
        .failures(failures -> failures.abortAfter(1000))
        .stopAfter(StopRule.trials(30))
        .store(folder.resolve("run.jsonl"))
        .seed(11);
    return change.apply(search);
  }

  private Integer fragile(Choices choices) {
    Integer built = ToySearch.SPACE.build(choices);
    if (!mended && calls.incrementAndGet() > 88) {
      throw new AssertionError("a bug of the user's");
    }
    return built;
  }

  private final class FragileReward implements RewardFunction {

    @Override
    public double reward(Evaluation evaluation) {
      fail();
      return evaluation.get(Metric.VALIDATION_ACCURACY);
    }

    @Override
    public String toString() {
      return "fragile accuracy";
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorEndsTheRunWithTheResultInHandAndTheJournalGoesOn(Culprit culprit) throws IOException {
    SearchBuilder<Integer> search = broken(culprit);
    SearchFailedException failure = catchThrowableOfType(SearchFailedException.class, search::run);
    assertThat(failure)
        .hasMessageContaining("a bug of the user's")
        .hasMessageContaining("\nMaybe ")
        .hasCauseInstanceOf(AssertionError.class);
    List<Trial> inHand = List.copyOf(failure.result().trials());
    assertThat(inHand).hasSizeGreaterThan(3);
    assertThat(failure.result().stopReason()).contains("a bug of the user's");
    Journal journal = Journal.read(folder.resolve("run.jsonl"));
    assertThat(journal.log().trials()).isEqualTo(inHand);
    assertThat(journal.stopReason()).isPresent();
    mended = true;
    List<Trial> goneOn = Essence.of(search.run());
    Files.delete(folder.resolve("run.jsonl"));
    assertThat(goneOn).isEqualTo(Essence.of(search.run()));
  }

  /** As the JVM does where no memory is left to make another. */
  @Test
  void oneErrorThrownWhereverTheRunLooksEndsItLikeAnyOther() {
    OutOfMemoryError same = new OutOfMemoryError("always this one");
    SearchBuilder<Integer> search = NasSearch.builder(ToySearch.SPACE)
        .evaluator(ToySearch::evaluate)
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            throw same;
          }

          @Override
          public void onStopped(Progress progress, Optional<Trial> best, String reason) {
            throw same;
          }
        })
        .stopAfter(StopRule.trials(5))
        .store(folder.resolve("run.jsonl"));
    assertThatThrownBy(search::run)
        .isInstanceOf(SearchFailedException.class)
        .hasCause(same)
        .hasMessageContaining("start the program anew");
  }

  /** The journal is let go of, so that the next try does not find it being written. */
  @Test
  void anErrorWhileTheJournalIsOpenedHoldsNoLock() {
    Path journal = folder.resolve("run.jsonl");
    TrialStore store = Journal.store(journal, Clock.systemUTC());
    assertThatThrownBy(() -> store.open(earlier -> {
          throw new OutOfMemoryError("while it is opened");
        }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(broken(Culprit.REWARD).stopAfter(StopRule.trials(5)).run().trials())
        .isNotEmpty();
  }

  @Test
  void aHandleTellsOfItToo() throws Exception {
    SearchHandle<Integer> handle = broken(Culprit.LISTENER).start();
    ExecutionException told = catchThrowableOfType(
        ExecutionException.class, () -> handle.result().get(30, TimeUnit.SECONDS));
    assertThat(told).hasCauseInstanceOf(SearchFailedException.class);
  }
}
