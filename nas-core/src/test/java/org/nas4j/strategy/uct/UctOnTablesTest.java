package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.engine.NasSearch;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.tabular.TabularBenchmark;

/** Our defaults against random search, on published tables, each with a hundred evaluations. */
@Tag("comparison")
class UctOnTablesTest {

  private static final int SEEDS = 30;

  @ParameterizedTest
  @ValueSource(strings = {"nasbench201-cifar10", "nasbench201-cifar100", "nasbench-macro"})
  void beatsRandomSearch(String name) throws IOException {
    TabularBenchmark table = TabularBenchmark.load(SharedData.path("tables/" + name + ".json"));
    double[] drawn = reports(table, new RandomSearch());
    double[] found = reports(table, Uct.builder().build());
    assertThat(new MannWhitneyUTest().mannWhitneyUTest(drawn, found)).isLessThan(1e-3);
    assertThat(mean(found)).isGreaterThan(mean(drawn));
  }

  private static double[] reports(TabularBenchmark table, SearchStrategy strategy) {
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed -> table.report(NasSearch.builder(table.space())
            .strategy(strategy)
            .evaluator(table.evaluator())
            .reward(table.reward())
            .stopAfter(StopRule.trials(100))
            .seed(seed)
            .run()
            .best()
            .orElseThrow()
            .architecture()))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
