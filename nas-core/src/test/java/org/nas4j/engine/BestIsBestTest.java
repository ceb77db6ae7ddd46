package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;

/** A trial that was cut short is not the best, one that had converged may be, and both are seen. */
class BestIsBestTest {

  private static final Decision<Integer> NUMBER = Decision.of("number", 0, 1, 2, 3, 4, 5, 6, 7);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private SearchBuilder<Integer> search() {
    return NasSearch.builder(choices -> choices.pick(NUMBER))
        .evaluator(BestIsBestTest::tenEpochs)
        .stopAfter(StopRule.trials(8))
        .ticker(nanos::get)
        .listener(new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
  }

  /** Epoch by epoch; number 7 has converged after two, and says so by returning. */
  private static Evaluation tenEpochs(Candidate<Integer> candidate, EvaluationContext context) {
    Evaluation soFar = Evaluation.of(Metric.PARAMETERS, 1);
    int patience = candidate.architecture() == 7 ? 2 : 10;
    for (int epoch = 1; epoch <= patience; epoch++) {
      soFar = soFar.withStep(Metric.VALIDATION_ACCURACY, candidate.architecture() / 8.0);
      if (context.report(epoch, soFar) == Verdict.STOP) {
        break;
      }
    }
    return soFar;
  }

  private static Optional<String> afterThree(int step) {
    return step >= 3 ? Optional.of("no hope") : Optional.empty();
  }

  @Test
  void whatHadConvergedIsBestAndWhatWasPrunedIsListed() {
    SearchResult<Integer> result =
        search().pruning((step, soFar, observed) -> afterThree(step)).run();
    assertThat(result.best().orElseThrow().architecture()).isEqualTo(7);
    assertThat(result.whyNoBest()).isEmpty();
    assertThat(result.stopped()).hasSize(7);
    Trial first = result.stopped().get(0);
    assertThat(first.outcome().reward()).hasValue(6 / 8.0);
    assertThat(((Outcome.Stopped) first.outcome()).reason()).isEqualTo("no hope");
    assertThat(first.outcome().figures().orElseThrow().history(Metric.VALIDATION_ACCURACY))
        .hasSize(3);
  }

  @Test
  void aRunOfPrunedTrialsSaysWhyThereIsNoBestAndWhatToDo() {
    SearchResult<Integer> result =
        search().pruning((step, soFar, observed) -> Optional.of("no hope")).run();
    assertThat(result.best()).isEmpty();
    assertThat(result.stopped()).hasSize(8);
    assertThat(result.whyNoBest().orElseThrow())
        .contains("{no hope=8}")
        .contains("\nMaybe let the pruning rule wait for longer");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains(result.whyNoBest().orElseThrow());
  }

  @Test
  void aRunOfTrialsCutByTheirLimitSaysSo() {
    SearchResult<Integer> result = search()
        .evaluator((candidate, context) -> {
          nanos.addAndGet(Duration.ofMinutes(2).toNanos());
          return tenEpochs(candidate, context);
        })
        .limits(limits -> limits.perTrial(Duration.ofMinutes(1)).grace(Duration.ofHours(1)))
        .run();
    assertThat(result.best()).isEmpty();
    assertThat(result.whyNoBest().orElseThrow()).contains("raise limits.perTrial");
  }

  @Test
  void aRunWithoutAnyTrialSaysSo() {
    SearchResult<Integer> result = search().stopAfter(progress -> 1).run();
    assertThat(result.whyNoBest().orElseThrow()).contains("no trial has ended");
  }
}
