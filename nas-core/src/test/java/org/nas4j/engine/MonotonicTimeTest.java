package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.store.Journal;

/** The wall clock stamps and decides nothing; the ticker measures. */
class MonotonicTimeTest {

  private static final Duration TRIAL = Duration.ofMinutes(1);

  @TempDir
  Path folder;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TRIAL.toNanos());
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A clock that is set while the fourth trial runs: by hours, in either direction. */
  private static final class SetClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private SearchBuilder<Integer> search(SetClock clock, int hours) {
    return NasSearch.builder(ToySearch.SPACE)
        .evaluator((candidate, context) -> {
          nanos.addAndGet(TRIAL.toNanos());
          if (candidate.trialId() == 3) {
            clock.now = clock.now.plus(Duration.ofHours(hours));
          }
          Evaluation figures = Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
          context.report(1, figures);
          return figures;
        })
        .deduplicateBy(Candidate::genotype)
        .clock(clock)
        .ticker(nanos::get)
        .lookahead(1)
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)).wholeRun(Duration.ofHours(1)))
        .stopAfter(StopRule.elapsed(Duration.ofMinutes(10)))
        .listener(new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .store(folder.resolve("run.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-30, 30})
  void settingTheClockNeitherEndsARunNorFailsATrial(int hours) throws Exception {
    SearchResult<Integer> result = search(new SetClock(), hours).run();
    assertThat(result.trials().stream().filter(Trial::wasEvaluated))
        .hasSize(10)
        .allMatch(trial -> trial.outcome() instanceof Outcome.Scored)
        .allMatch(trial -> trial.duration().equals(TRIAL));
    assertThat(result.elapsed()).isEqualTo(Duration.ofMinutes(10));
    assertThat(Journal.read(folder.resolve("run.jsonl")).log().elapsed())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("50 %, 5:00 left")
        .doesNotContain(" -");
  }

  @Test
  void aRunGoesOnWithTheTimeThatItHadSpent() {
    search(new SetClock(), -30).run();
    nanos.set(-5); // another process has another origin
    SearchResult<Integer> longer = search(new SetClock(), -30)
        .stopAfter(StopRule.elapsed(Duration.ofMinutes(15)))
        .run();
    assertThat(longer.trials().stream().filter(Trial::wasEvaluated)).hasSize(15);
    assertThat(longer.elapsed()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aDeadlinePassesAcrossTheEndOfTheTickersRange() {
    AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 1);
    Deadline deadline = Deadline.in(Duration.ofNanos(10), ticker::get);
    assertThat(deadline.hasPassed()).isFalse();
    assertThat(deadline.left()).hasValue(Duration.ofNanos(10));
    ticker.addAndGet(9);
    assertThat(deadline.hasPassed()).isFalse();
    ticker.addAndGet(1);
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  void aCenturyIsForEver() {
    assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).left()).isEmpty();
    assertThat(Deadline.never().hasPassed()).isFalse();
  }
}
