package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.eval.Verdict;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.testkit.EvaluatorContract;

/** docs/guide/own-evaluator.md. */
class OwnEvaluatorTest {

  // region: names
  static final Metric SCORE = Metric.maximized("score");
  static final SearchSpace<Architecture> SPACE = ChainSpace.of(Shape.image(1, 28, 28), 10);

  // end region
  // region: evaluator
  static final class StepByStep implements Evaluator<Architecture> {

    @Override
    public Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context)
        throws EvaluationException {
      long parameters = candidate.architecture().cost().parameters();
      if (parameters > 100_000) {
        throw new EvaluationException(
            FailureKind.FAILED, "too large", "It has [" + parameters + "] parameters.");
      }
      double score = 0;
      Evaluation soFar = Evaluation.of(SCORE, score);
      for (int step = 1; step <= 5 && !context.deadline().hasPassed(); step++) {
        score += Math.log(parameters) / step + 0.01 * context.random().nextGaussian();
        soFar = Evaluation.of(SCORE, score).with(Metric.PARAMETERS, parameters);
        if (context.report(step, soFar) == Verdict.STOP) {
          break;
        }
      }
      return soFar;
    }
  }
  // end region

  @Test
  void failuresCostOneTrialEach() {
    // region: search
    SearchResult<Architecture> result = NasSearch.builder(SPACE)
        .evaluator(new StepByStep())
        .reward(RewardFunction.of(SCORE))
        .stopAfter(StopRule.trials(40))
        .seed(1)
        .run();
    result.failures().forEach((reason, trials) -> System.out.println(reason + ": " + trials));
    // end region
    assertThat(result.failures()).containsOnlyKeys("too large");
    assertThat(result.bestOrThrow().architecture().cost().parameters())
        .isBetween(20_000L, 100_000L);
  }

  // region: contract
  @Nested
  class KeepsTheContract extends EvaluatorContract<Architecture> {

    @Override
    protected SearchSpace<Architecture> space() {
      return ChainSpace.builder(Shape.image(1, 12, 12), 10)
          .filters(4, 8)
          .kernels(1, 3)
          .maxDense(0)
          .build();
    }

    @Override
    protected Evaluator<Architecture> evaluator() {
      return new StepByStep();
    }

    @Override
    protected Metric metric() {
      return SCORE;
    }
  }

  // end region

  @Test
  void aForgottenRewardIsWarnedOf() {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      NasSearch.builder(SPACE)
          .evaluator(new StepByStep())
          .stopAfter(StopRule.trials(40))
          .run();
    } finally {
      System.setErr(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("The search ended after ", "evaluations in a row failed", "There is no best")
        .contains("Maybe name the figure that counts, reward(RewardFunction.of(metric))");
  }

  @Test
  void anEvaluatorMayBeALambda() {
    // region: lambda
    List<Architecture> top = NasSearch.builder(SPACE)
        .evaluator((candidate, context) ->
            Evaluation.of(SCORE, -Math.abs(candidate.architecture().cost().macs() - 1e6)))
        .reward(RewardFunction.of(SCORE))
        .stopAfter(StopRule.trials(40))
        .seed(1)
        .run()
        .top(3)
        .stream()
        .map(ranked -> ranked.architecture())
        .toList();
    // end region
    assertThat(top).hasSize(3);
    assertThat(top.get(0).cost().macs()).isBetween(500_000L, 1_500_000L);
  }
}
