package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.engine.NasSearch;
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
    String data = System.getenv("NAS4J_DATA");
    Path folder = data == null
        ? Path.of(System.getProperty("nas4j.root", "."), "..", "shared", "data")
        : Path.of(data);
    Path file = folder.resolve("tables").resolve(name + ".json");
    assumeTrue(
        Files.exists(file),
        () -> "Skipped for want of [" + file + "]. Maybe set NAS4J_DATA to the data folder.");
    TabularBenchmark table = TabularBenchmark.load(file);
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
