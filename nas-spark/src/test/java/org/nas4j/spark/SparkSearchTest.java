package org.nas4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.SearchResult;

/**
 * Real programs of Spark on this machine; drivers, executors and workers end by {@code kill -9}.
 */
class SparkSearchTest {

  @TempDir
  Path folder;

  private SparkJvm driver(String master, int trials, int pause, int parallelism, Path journal)
      throws Exception {
    return SparkJvm.start(
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        SparkSearch.class.getName(),
        master,
        Integer.toString(trials),
        Integer.toString(pause),
        Integer.toString(parallelism),
        journal.toString());
  }

  private static List<?> essence(SearchResult<?> result) {
    return result.trials().stream()
        .map(trial ->
            List.of(trial.id(), trial.genotype(), trial.outcome().figures().orElseThrow()))
        .toList();
  }

  private void requireTrialsOfALocalRun(Path journal, int trials) throws IOException {
    SearchResult<TwoMoons.Shape> here = SparkSearch.search(trials, "0").run();
    assertThat(essence(SearchResult.read(journal))).isEqualTo(essence(here)).hasSize(trials);
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void tasksGiveTheTrialsOfALocalRun() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    try (SparkJvm driver = driver("local[2]", 6, 0, 2, journal)) {
      driver.awaitLine(line -> line.startsWith("done"));
    }
    requireTrialsOfALocalRun(journal, 6);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void killedExecutorsAndAKilledDriverCostNothing() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    try (LocalCluster cluster = LocalCluster.start(folder, 2, 0)) {
      try (SparkJvm driver = driver(cluster.url(), 12, 100, 2, journal)) {
        String midst = driver.awaitLine(line -> line.matches("report [2-9] 5"));
        cluster.workers().forEach(worker -> worker.children().get(0).destroyForcibly());
        String again = midst.replaceFirst(" 5$", " 1");
        driver.awaitLine(line -> line.equals(again));
        assertThat(driver.said()).contains("It is evaluated again");
        driver.awaitLine(line -> line.startsWith("report 7 5"));
        driver.kill();
      }
      try (SparkJvm driver = driver(cluster.url(), 12, 100, 2, journal)) {
        driver.awaitLine(line -> line.startsWith("done"));
        assertThat(driver.said()).doesNotContain("report 2 ").contains("report 11 10");
      }
    }
    requireTrialsOfALocalRun(journal, 12);
  }
}
