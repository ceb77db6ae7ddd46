package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.search.StopRule;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;

/**
 * The default settings on published tables, at budgets of about a hundred trials, against random
 * search.
 */
@Tag("comparison")
class TabularStrengthTest {

  private static final int SEEDS = 40;

  @ParameterizedTest
  @CsvSource({
    "reinforce, nasbench201-cifar10", "ppo, nasbench201-cifar10",
    "reinforce, nasbench201-cifar100", "ppo, nasbench201-cifar100",
    "reinforce, nasbench-macro", "ppo, nasbench-macro"
  })
  void learnsWhereRandomSearchDoesNot(String strategy, String table) throws IOException {
    TabularBenchmark benchmark =
        TabularBenchmark.load(SharedData.path("tables/" + table + ".json"));
    double[] learned = reports(strategy, benchmark);
    double[] drawn = reports("random", benchmark);
    assertThat(mean(learned)).isGreaterThan(mean(drawn));
    assertThat(new MannWhitneyUTest().mannWhitneyUTest(learned, drawn)).isLessThan(0.005);
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).average().orElseThrow();
  }

  /** For each seed, what the best candidate by the search column is judged by. */
  private static double[] reports(String strategy, TabularBenchmark benchmark) {
    double[] reports = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      reports[seed] = report(strategy, benchmark, seed);
    }
    return reports;
  }

  private static double report(String strategy, TabularBenchmark benchmark, long seed) {
    SearchSession<TableEntry> session = NasSearch.builder(benchmark.space())
        .strategy(Strategies.named(strategy))
        .evaluator(benchmark.evaluator())
        .reward(benchmark.reward())
        .stopAfter(benchmark.hasCost() ? StopRule.simulatedSeconds(12_000) : StopRule.trials(100))
        .lookahead(1)
        .seed(seed)
        .open();
    double best = Double.NEGATIVE_INFINITY;
    double report = Double.NaN;
    Optional<Candidate<TableEntry>> candidate = session.ask();
    while (candidate.isPresent()) {
      TableEntry entry = candidate.get().architecture();
      Evaluation evaluation = benchmark.evaluate(entry);
      double reward = benchmark.reward().reward(evaluation);
      if (reward > best) {
        best = reward;
        report = benchmark.report(entry);
      }
      session.tell(candidate.get().trialId(), evaluation);
      candidate = session.ask();
    }
    return report;
  }
}
