package org.nas4j.benchmarks.throughput;

import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/** How long a search takes whose evaluations take no time, by its number of trials. Stateless. */
final class SearchLength {

  private static final int DECISIONS = 12;
  private static final double NANOS_PER_MILLI = 1e6;

  private SearchLength() {}

  /** Sixteen million candidates, each the sum of its options. */
  private static final SearchSpace<Integer> SUMS = choices -> {
    int sum = 0;
    for (int i = 0; i < DECISIONS; i++) {
      sum += choices.pick(Decision.of("digit" + i, 0, 1, 2, 3));
    }
    return sum;
  };

  /** Milliseconds of the engine and the strategy for all trials. */
  static double millis(String strategy, int trials) {
    long begun = System.nanoTime();
    NasSearch.builder(SUMS)
        .strategy(Strategies.named(strategy))
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / (3.0 * DECISIONS)))
        .stopAfter(StopRule.trials(trials))
        .seed(1)
        .run();
    return (System.nanoTime() - begun) / NANOS_PER_MILLI;
  }
}
