package org.nas4j.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;

/** A driver: a program that searches on a cluster, and says what happens. */
public final class SparkSearch {

  static final int LOOKAHEAD = 4;

  private SparkSearch() {}

  /**
   * Searches.
   *
   * @param args master, trials, milliseconds of pause in each epoch, trials side by side, journal
   */
  public static void main(String[] args) {
    try (JavaSparkContext context = new JavaSparkContext(settings(args[0]))) {
      SparkIsolation<TwoMoons.Shape> cluster =
          SparkIsolation.builder(context, isolation(args[2])).build();
      SearchResult<TwoMoons.Shape> result = search(Integer.parseInt(args[1]), args[2])
          .evaluatorPerRun(cluster::open)
          .parallelism(Integer.parseInt(args[3]))
          .store(Path.of(args[4]))
          .listener(new Speaker())
          .run();
      System.out.println("done: " + result.stopReason());
    }
  }

  /** On the loopback interface alone, on the class path of this program. */
  static SparkConf settings(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("NAS4J")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }

  private static Isolation<TwoMoons.Shape> isolation(String pause) {
    return Isolation.builder(TwoMoons.class)
        .setting("pause", pause)
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .build();
  }

  /** The same search wherever it runs; evaluates in worker processes of this machine. */
  static SearchBuilder<TwoMoons.Shape> search(int trials, String pause) {
    Isolation<TwoMoons.Shape> isolation = isolation(pause);
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .lookahead(LOOKAHEAD)
        .stopAfter(StopRule.trials(trials))
        .seed(3);
  }
}
