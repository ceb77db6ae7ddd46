package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.darts.DartsResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.SharedRanking;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.strategy.Strategies;

/** Whoever prints a result reads what it is, and not where it lies in memory. */
class ResultsReadTest {

  private static final Metric SCORE = Metric.maximized("score");
  private static final Metric SIZE = Metric.minimized("size");
  private static final Decision<Integer> NUMBER = Decision.of("number", 0, 1, 2, 3, 4, 5, 6, 7);
  private static final SearchSpace<String> SPACE = choices -> {
    int number = choices.pick(NUMBER);
    if (number == 7) {
      throw new InfeasibleException("too large", "Seven cannot be built.");
    }
    return "network " + number;
  };

  private static SearchBuilder<String> search() {
    return NasSearch.builder(SPACE)
        .strategy(Strategies.exhaustive())
        .evaluator((candidate, context) -> {
          double number = candidate.architecture().charAt(8) - '0';
          if (number == 6) {
            throw new EvaluationException(FailureKind.FAILED, "burst", "It burst.\nAt once.");
          }
          return Evaluation.of(SCORE, number).with(SIZE, number * number);
        })
        .stopAfter(StopRule.trials(8));
  }

  @Test
  void aResultTellsTrialsEndBestAndFailures() {
    SearchResult<String> result = search().reward(RewardFunction.of(SCORE)).run();
    assertThat(result.toString())
        .matches("(?s)SearchResult of 7 trials in \\d+\\.\\d s: .*")
        .contains(": 7 evaluated, 1 failed\n  ended: " + result.stopReason())
        .contains("\n  best: Ranked[5 of trial 5, network 5, Evaluation[score=5, size=25]]")
        .contains("\n  failed: burst: 1 (It burst.)")
        .doesNotContain("@", "There is no best");
    assertThat(result.trials().get(2).toString())
        .startsWith("Trial[2, Scored[value=2.0, evaluation=Evaluation[score=2, size=4]]")
        .endsWith(", number=2]");
  }

  @Test
  void whatCostNoEvaluationIsCountedToo() {
    SearchResult<String> result = search()
        .strategy(Strategies.random())
        .reward(RewardFunction.of(SCORE))
        .stopAfter(StopRule.trials(40))
        .run();
    assertThat(result.duplicates()).isPositive();
    assertThat(result.toString())
        .contains(", " + result.rejections().get("too large") + " not built, " + result.duplicates()
            + " duplicates\n");
  }

  @Test
  void aForgottenRewardIsTold() {
    SearchResult<String> result = search().run();
    assertThat(result.toString())
        .contains("\n  There is no best")
        .contains("no reward=6 (The evaluation has no [validationAccuracy], only [score, size].)")
        .contains("\nMaybe name the figure that counts, reward(RewardFunction.of(metric))");
    assertThatIllegalStateException()
        .isThrownBy(result::bestOrThrow)
        .withMessage(result.whyNoBest().orElseThrow());
    assertThat(search().reward(RewardFunction.of(SCORE)).run().bestOrThrow().reward())
        .isEqualTo(5);
  }

  @Test
  void finalistsTellBothFigures() {
    SearchResult<String> result = search()
        .reward(RewardFunction.of(SCORE))
        .finalists(2, (candidate, context) -> Evaluation.of(SCORE, 10))
        .run();
    assertThat(result.toString())
        .contains("\n  chosen: Finalist[10, searched: Ranked[5 of trial 5, network 5");
  }

  @Test
  void aFrontTellsEachTradeOff() {
    SearchResult<String> result = search().objective(SCORE).objective(SIZE).run();
    assertThat(result.front().toString().lines())
        .hasSize(7)
        .startsWith("ParetoFront of 6 by score, size")
        .anySatisfy(line -> assertThat(line).startsWith("  5, 25: Ranked[5 of trial 5"));
  }

  @Test
  void searchesOnSharedWeightsTellWhatTheyDerived() {
    assertThat(new OneShotResult<>(Genotype.EMPTY, "network", 0.75, 4, List.of()))
        .hasToString("OneShotResult[0.75 with shared weights, best of 4 after 0 epochs, network]");
    assertThat(new SharedRanking(List.of(
            new SharedRanking.Pair(1, 1),
            new SharedRanking.Pair(2, 2),
            new SharedRanking.Pair(3, 3))))
        .hasToString("SharedRanking[3 networks, Spearman 1, Kendall 1]");
    DartsCell cell = DartsCell.publishedNormal();
    assertThat(new DartsResult(cell, cell, true, List.of()).toString())
        .startsWith("DartsResult[after 0 epochs, collapsed,\n  normal DartsCell[");
  }
}
