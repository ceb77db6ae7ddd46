package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.data.Corpus;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.language.LanguageEvaluator;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.objective.Rewards;
import org.nas4j.search.StopRule;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.RecurrentCell;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.testkit.EvaluatorContract;

class LanguageEvaluatorTest extends EvaluatorContract<EnasRecurrentCell> {

  private static final Corpus TEXT = Corpus.of(
      "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
      Corpus.Level.CHARACTERS,
      0.1,
      0.1);
  private static final LanguageTraining SMALL = LanguageTraining.builder()
      .hidden(16)
      .batch(8)
      .steps(10)
      .batches(20)
      .learningRate(0.01)
      .threads(1)
      .build();

  @Override
  protected SearchSpace<EnasRecurrentCell> space() {
    return EnasRecurrentSpace.builder().nodes(3).build();
  }

  @Override
  protected Evaluator<EnasRecurrentCell> evaluator() {
    return LanguageEvaluator.of(TEXT, SMALL, EnasRecurrentCell::graph);
  }

  @Override
  protected Metric metric() {
    return LanguageEvaluator.VALIDATION_PERPLEXITY;
  }

  /** NAS' search for cells, as published but for its size. */
  @Test
  void cellsOfNasAreSearchedByTheirPerplexity() {
    LanguageTraining training = LanguageTraining.builder()
        .hidden(16)
        .batch(8)
        .steps(10)
        .batches(150)
        .learningRate(0.01)
        .threads(1)
        .build();
    SearchResult<RecurrentCell> result = NasSearch.builder(NasRecurrentSpace.small())
        .strategy(Reinforce.nas().toBuilder().batch(2).build())
        .evaluator(LanguageEvaluator.of(TEXT, training, RecurrentCell::graph))
        .reward(Rewards.inverseSquaredPerplexity(LanguageEvaluator.VALIDATION_PERPLEXITY, 80))
        .stopAfter(StopRule.trials(6))
        .parallelism(2)
        .seed(4)
        .run();
    double perplexity = result
        .best()
        .orElseThrow()
        .trial()
        .outcome()
        .figures()
        .orElseThrow()
        .get(LanguageEvaluator.VALIDATION_PERPLEXITY);
    assertThat(perplexity).isLessThan(8);
    assertThat(result.best().orElseThrow().reward()).isEqualTo(80 / (perplexity * perplexity));
  }

  /** The last report is of the model that training gives. */
  @Test
  void itsFiguresAreThoseOfTheTrainedModel() throws InterruptedException {
    EnasRecurrentCell cell = EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 1, 0);
    Evaluation evaluation = evaluate(cell, EvaluationContext.alone(5));
    LanguageModel model =
        LanguageModel.train(cell.graph(), TEXT, SMALL, new SplittableRandom(5).nextLong());
    assertThat(evaluation.get(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .isEqualTo(model.perplexity(TEXT.validation()));
    assertThat(evaluation.get(Metric.PARAMETERS)).isEqualTo(model.parameterCount());
    assertThat(evaluation.history(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .hasSize(4)
        .satisfies(course -> assertThat(course.get(3)).isLessThan(course.get(0)));
  }

  private static Evaluation evaluate(EnasRecurrentCell cell, EvaluationContext context)
      throws InterruptedException {
    return LanguageEvaluator.<EnasRecurrentCell>of(TEXT, SMALL, EnasRecurrentCell::graph)
        .evaluate(new Candidate<>(0, Genotype.EMPTY, cell, OptionalLong.empty()), context);
  }

  @Test
  void endsEarlyAtTheDeadline() throws InterruptedException {
    EvaluationContext late = new Fixtures.Context(
        new SplittableRandom(5), Deadline.in(Duration.ZERO), (step, soFar) -> Verdict.CONTINUE);
    EnasRecurrentCell cell = EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 1, 0);
    assertThat(evaluate(cell, late).history(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .hasSize(1);
  }

  @Test
  void refusesMoreReportsThanMinibatches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            LanguageEvaluator.builder(TEXT, SMALL, EnasRecurrentCell::graph).reports(21))
        .withMessageContaining("[20]")
        .withMessageContaining("[21]");
  }
}
