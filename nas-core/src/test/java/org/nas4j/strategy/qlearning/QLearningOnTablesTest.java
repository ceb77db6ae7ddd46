package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.engine.NasSearch;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.tabular.TabularBenchmark;

/** The defaults on published tables. The benchmarks' arena has the figures of 500 seeds. */
@Tag("comparison")
class QLearningOnTablesTest {

  private static final int SEEDS = 60;

  private static Path table(String name) {
    return SharedData.path("tables/" + name + ".json");
  }

  private static double[] runs(TabularBenchmark table, SearchStrategy strategy) {
    StopRule budget = table.hasCost() ? StopRule.simulatedSeconds(12_000) : StopRule.trials(100);
    return IntStream.range(0, SEEDS)
        .mapToDouble(seed -> table.report(NasSearch.builder(table.space())
            .strategy(strategy)
            .evaluator(table.evaluator())
            .reward(table.reward())
            .stopAfter(budget)
            .seed(seed)
            .run()
            .best()
            .orElseThrow()
            .architecture()))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"nasbench201-cifar10, 94.0", "nasbench201-cifar100, 71.4", "nasbench-macro, 92.98"})
  void beatsRandomSearch(String name, double least) throws IOException {
    TabularBenchmark table = TabularBenchmark.load(table(name));
    double[] ours = runs(table, QLearning.builder().build());
    double[] random = runs(table, new RandomSearch());
    assertThat(Arrays.stream(ours).average().orElseThrow()).isGreaterThan(least);
    assertThat(new MannWhitneyUTest().mannWhitneyUTest(ours, random)).isLessThan(1e-6);
  }
}
