package org.nas4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * A search with all kinds of outcomes: rejected, failed, penalised, stopped early, duplicates, with
 * courses of metrics.
 */
final class ToySearch {

  private static final Decision<String> KIND = Decision.of("kind", "chain", "tree");
  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7);

  /** Four digits, or three; the sum of 13 cannot be built. */
  static final SearchSpace<Integer> SPACE = choices -> {
    int digits = choices.pick(KIND).equals("chain") ? 4 : 3;
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < digits; i++) {
      picked.add(choices.pick(DIGIT, digit -> digit != 5 || picked.size() > 1));
    }
    int sum = picked.stream().mapToInt(Integer::intValue).sum();
    if (sum == 13) {
      throw new InfeasibleException("unlucky", "The digits sum to [13].");
    }
    return sum * 8 + picked.get(0);
  };

  private ToySearch() {}

  static SearchBuilder<Integer> of(SearchStrategy strategy, int trials) {
    return NasSearch.builder(SPACE)
        .strategy(strategy)
        .evaluator(ToySearch::evaluate)
        .failures(failures -> failures.penalise(-0.25))
        .deduplicateBy(Candidate::genotype)
        .pruning((step, soFar, observed) ->
            step == 1 && observed.size() > 10 && soFar.get(Metric.VALIDATION_ACCURACY) < 0.05
                ? Optional.of("hopeless")
                : Optional.empty())
        .stopAfter(StopRule.trials(trials))
        .seed(11);
  }

  static Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
    int value = candidate.architecture();
    if (value % 11 == 3) {
      throw new IllegalArgumentException("value \"" + value + "\" – broken \ud800");
    }
    Evaluation soFar =
        Evaluation.of(Metric.PARAMETERS, value).with(Metric.LATENCY_SECONDS, Double.NaN);
    for (int step = 1; step <= 2; step++) {
      double noise = context.random().nextDouble() / 100;
      soFar = soFar.withStep(Metric.VALIDATION_ACCURACY, step * value / 600.0 + noise);
      if (context.report(step, soFar) == Verdict.STOP) {
        break;
      }
    }
    return soFar;
  }
}
