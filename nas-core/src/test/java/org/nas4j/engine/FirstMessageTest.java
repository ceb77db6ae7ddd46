package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;

/** Whoever looks at a run sees what went wrong first, not a count of class names alone. */
class FirstMessageTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SearchResult<Integer> run(Evaluator<Integer> evaluator) {
    return NasSearch.builder(choices -> choices.pick(Decision.of("number", 0, 1, 2, 3, 4)))
        .evaluator(evaluator)
        .stopAfter(StopRule.trials(3))
        .lookahead(1)
        .listener(new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .run();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFirstMessageOfEachReasonIsPrintedAndKept() {
    SearchResult<Integer> result = run((candidate, context) -> {
      throw new IllegalArgumentException(
          "Shape [3] does not fit in trial " + candidate.trialId() + ".\nMaybe it is [4].");
    });
    assertThat(result.failures().get("IllegalArgumentException"))
        .isEqualTo(new FailedTrials(3, "Shape [3] does not fit in trial 0.\nMaybe it is [4]."));
    assertThat(printed())
        .contains("failed: IllegalArgumentException: Shape [3] does not fit in trial 0.");
    String last = printed().substring(printed().lastIndexOf("ended after"));
    assertThat(last).contains("Shape [3] does not fit").contains("Maybe evaluate one candidate");
  }

  @Test
  void whatAllCandidatesShareEndsTheRunAtOnce() {
    SearchResult<Integer> result = run((candidate, context) -> {
      throw new EvaluationException(FailureKind.BROKEN, "wrong data", "The data are of shape [3].");
    });
    assertThat(result.trials()).hasSize(1);
    assertThat(result.stopReason()).contains("The data are of shape [3].");
  }

  @Test
  void aFirstCandidateThatDoesNotFitEndsTheRunAtOnce() {
    SearchResult<Integer> result = run(new Evaluator<>() {
      @Override
      public void requireFit(Integer architecture) {
        throw new IllegalArgumentException("The data have the shape [3].\nMaybe use [3].");
      }

      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
        return Evaluation.of(Metric.VALIDATION_ACCURACY, 1);
      }
    });
    assertThat(result.trials()).hasSize(1);
    assertThat(result.stopReason()).contains("The data have the shape [3].\nMaybe use [3].");
  }

  @Test
  void aPreparationThatIsBrokenEndsTheRunAtOnce() {
    SearchResult<Integer> result = run(new Evaluator<>() {
      @Override
      public void prepare() throws EvaluationException {
        throw new EvaluationException(FailureKind.BROKEN, "no data", "The file [x] is not there.");
      }

      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
        return Evaluation.of(Metric.VALIDATION_ACCURACY, 1);
      }
    });
    assertThat(result.trials()).hasSize(1);
    assertThat(printed()).contains("The file [x] is not there.");
  }
}
