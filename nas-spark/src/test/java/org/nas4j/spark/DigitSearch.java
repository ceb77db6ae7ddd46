package org.nas4j.spark;

import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;

/** A driver whose trials train networks on {@link Digits}. */
final class DigitSearch {

  private DigitSearch() {}

  /**
   * Searches.
   *
   * @param args master, trials, trials side by side, journal, file of the digits, examples, epochs
   */
  public static void main(String[] args) {
    Isolation<Architecture> isolation = isolation(Path.of(args[4]), args[5], args[6]);
    try (JavaSparkContext context = new JavaSparkContext(SparkSearch.settings(args[0]))) {
      SparkIsolation<Architecture> cluster =
          SparkIsolation.builder(context, isolation).build();
      String reason = search(isolation, Integer.parseInt(args[1]))
          .evaluatorPerRun(cluster::open)
          .parallelism(Integer.parseInt(args[2]))
          .store(Path.of(args[3]))
          .listener(new Speaker())
          .run()
          .stopReason();
      System.out.println("done: " + reason);
    }
  }

  static Isolation<Architecture> isolation(Path data, String examples, String epochs) {
    return Isolation.builder(Digits.class)
        .setting(Digits.DATA, data.toString())
        .setting(Digits.EXAMPLES, examples)
        .setting(Digits.EPOCHS, epochs)
        .setting(Digits.BATCH, "16")
        .heapMegabytes(256)
        .nativeMegabytes(256)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .build();
  }

  /** The same search wherever it runs. */
  static SearchBuilder<Architecture> search(Isolation<Architecture> isolation, int trials) {
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .lookahead(SparkSearch.LOOKAHEAD)
        .stopAfter(StopRule.trials(trials))
        .seed(3);
  }
}
