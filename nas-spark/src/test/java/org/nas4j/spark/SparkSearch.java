package org.nas4j.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;

/** A driver: a program that searches on a cluster, and says what happens. */
final class SparkSearch {

  static final int LOOKAHEAD = 4;

  private SparkSearch() {}

  /**
   * Searches.
   *
   * @param args master, trials, milliseconds of pause in each epoch, trials side by side, journal
   */
  public static void main(String[] args) {
    SparkConf settings = new SparkConf()
        .setMaster(args[0])
        .setAppName("NAS4J")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    try (JavaSparkContext context = new JavaSparkContext(settings)) {
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

  /** Tells of each report, so that who listens knows that a trial is in the midst of its run. */
  private static final class Speaker implements SearchListener {

    @Override
    public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
      System.out.println("report " + candidate.trialId() + " " + step);
    }
  }
}
