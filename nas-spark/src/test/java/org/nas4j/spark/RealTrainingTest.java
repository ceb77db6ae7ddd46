package org.nas4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.Trial;

/** Trials that train networks by our backend, on Spark and here: equal to the last bit. */
class RealTrainingTest {

  @TempDir
  Path folder;

  private static SparkJvm driver(
      String master, int trials, Path journal, Path data, int examples, int epochs)
      throws IOException {
    return SparkJvm.start(
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        DigitSearch.class.getName(),
        master,
        Integer.toString(trials),
        "2",
        journal.toString(),
        data.toString(),
        Integer.toString(examples),
        Integer.toString(epochs));
  }

  /** All that does not depend on the machine's speed: history is one accuracy for each epoch. */
  private static List<?> essence(SearchResult<?> result) {
    List<List<?>> all = new ArrayList<>();
    for (Trial trial : result.trials()) {
      all.add(List.of(
          trial.id(),
          trial.genotype(),
          trial.outcome().figures().orElseThrow().history(Metric.VALIDATION_ACCURACY),
          trial.outcome().figures().orElseThrow().history(Metric.VALIDATION_LOSS)));
    }
    return all;
  }

  private static void requireTrialsOfThisProcess(
      Path journal, int trials, Path data, int examples, int epochs) throws IOException {
    Isolation<Architecture> isolation =
        DigitSearch.isolation(data, Integer.toString(examples), Integer.toString(epochs));
    SearchResult<Architecture> here = DigitSearch.search(isolation, trials)
        .evaluator(new Digits().evaluator(isolation.settings()))
        .run();
    assertThat(essence(SearchResult.read(journal))).isEqualTo(essence(here)).hasSize(trials);
    assertThat(here.best().orElseThrow().reward()).isGreaterThan(0.25);
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void tasksTrainAsThisProcessDoes() throws Exception {
    Path data = Digits.file();
    Path journal = folder.resolve("run.jsonl");
    try (SparkJvm driver = driver("local[2]", 6, journal, data, 600, 3)) {
      driver.awaitLine(line -> line.startsWith("done"));
    }
    requireTrialsOfThisProcess(journal, 6, data, 600, 3);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  void fortyTrialsOutliveAKilledExecutorAndAKilledDriver() throws Exception {
    Path data = Digits.file();
    Path journal = folder.resolve("run.jsonl");
    try (LocalCluster cluster = LocalCluster.start(folder, 2, 0)) {
      try (SparkJvm driver = driver(cluster.url(), 40, journal, data, 1_000, 10)) {
        driver.awaitLine(line -> line.matches("report ([5-9]|1.) 3"));
        cluster.workers().get(0).children().get(0).destroyForcibly();
        driver.awaitLine(line -> line.contains("It is evaluated again"));
        driver.awaitLine(line -> line.matches("report 2. 5"));
        driver.kill();
      }
      try (SparkJvm driver = driver(cluster.url(), 40, journal, data, 1_000, 10)) {
        driver.awaitLine(line -> line.startsWith("done"));
        assertThat(driver.said()).doesNotContain("report 10 ").contains("report 39 10");
      }
    }
    requireTrialsOfThisProcess(journal, 40, data, 1_000, 10);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  void machinesComeAndGoAndOneOfOtherInstructionsIsRefused() throws Exception {
    assumeTrue(OneDnnNetwork.isAvailable(), "There are no instructions to choose.");
    Path data = Digits.file();
    Path journal = folder.resolve("run.jsonl");
    try (LocalCluster cluster = LocalCluster.start(folder, 1, 0);
        SparkJvm driver = driver(cluster.url(), 1_000, journal, data, 1_000, 10)) {
      driver.awaitLine(line -> line.startsWith("report 0 "));
      cluster.startWorker(Map.of("DNNL_MAX_CPU_ISA", "SSE41"));
      driver.awaitLine(line -> line.contains("A machine is refused, since [nd4j.instructions]"));
      cluster.startWorker(Map.of());
      driver.awaitLine(line -> line.contains("Registered executor") && line.contains("ID 2,"));
      SparkJvm leaving = cluster.workers().get(0);
      leaving.children().forEach(ProcessHandle::destroyForcibly);
      leaving.kill();
      driver.awaitLine(line -> line.contains("It is evaluated again"));
      for (int i = 0; i < 5; i++) {
        driver.awaitLine(line -> line.matches("report .* 10"));
      }
      driver.kill();
    }
    int trials = SearchResult.read(journal).trials().size();
    requireTrialsOfThisProcess(journal, trials, data, 1_000, 10);
  }
}
