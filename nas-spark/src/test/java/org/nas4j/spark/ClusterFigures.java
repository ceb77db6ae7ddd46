package org.nas4j.spark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchHandle;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;

/** A driver that takes the time of what Spark and the engine add to trials, and prints it. */
final class ClusterFigures {

  /** Trials before that start processes and compile code. */
  private static final int WARM = 30;

  private ClusterFigures() {}

  /**
   * Measures on a cluster.
   *
   * @param args master, its workers, and perhaps the file of the digits, on which networks are
   *     trained for a comparison of several clusters, and for how many epochs each
   */
  public static void main(String[] args) throws Exception {
    int workers = Integer.parseInt(args[1]);
    try (JavaSparkContext context = new JavaSparkContext(SparkSearch.settings(args[0]))) {
      if (workers == 1) {
        overhead(context, 1);
        overhead(context, 2);
        latency(context);
        cancellation(context);
      }
      Isolation<Integer> sleeping = stopwatches(1, 400);
      double sleeps = secondsOf(cluster(context, sleeping), workers, 8, 60);
      say(workers, "trials an hour that sleep 0.4 s", 3600 * 60 / sleeps);
      if (args.length > 2) {
        String epochs = args.length > 3 ? args[3] : "10";
        Isolation<?> training = DigitSearch.isolation(Path.of(args[2]), "2000", epochs);
        double trains = secondsOf(cluster(context, training), workers, 8, 30);
        say(workers, "trials an hour that train with one thread", 3600 * 30 / trains);
      }
    }
  }

  private static void say(int workers, String what, double value) {
    System.out.printf(Locale.ROOT, "figure: %d executors, %s: %.1f%n", workers, what, value);
  }

  private static Isolation<Integer> stopwatches(int steps, int pause) {
    return Isolation.builder(Stopwatches.class)
        .setting("steps", Integer.toString(steps))
        .setting("pause", Integer.toString(pause))
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .build();
  }

  private static <A> SearchBuilder<A> cluster(JavaSparkContext context, Isolation<A> isolation) {
    SparkIsolation<A> cluster = SparkIsolation.builder(context, isolation).build();
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(cluster::open)
        .deduplicateBy(candidate -> new Object())
        .seed(3);
  }

  /** Of some trials, after others that warm up; the same trials whatever the cluster. */
  private static double secondsOf(SearchBuilder<?> search, int parallelism, int warm, int trials) {
    Map<Long, Long> ends = new ConcurrentHashMap<>();
    search
        .parallelism(parallelism)
        .lookahead(4 * parallelism)
        .stopAfter(StopRule.trials(warm + trials))
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            ends.put(trial.id(), System.nanoTime());
          }
        })
        .run();
    return (ends.get(warm + trials - 1L) - ends.get(warm - 1L)) / 1e9;
  }

  private static void overhead(JavaSparkContext context, int parallelism) {
    double seconds = secondsOf(cluster(context, stopwatches(0, 0)), parallelism, WARM, 200);
    say(1, "ms for a trial that does nothing, " + parallelism + " sent at a time", 5 * seconds);
  }

  private static void latency(JavaSparkContext context) {
    ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    cluster(context, stopwatches(20, 20))
        .stopAfter(StopRule.trials(20))
        .listener(new SearchListener() {
          @Override
          public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
            if (candidate.trialId() > 1) {
              millis.add((System.nanoTime() - soFar.get(Stopwatches.SENT)) / 1e6);
            }
          }
        })
        .run();
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    say(1, "ms from a report to the rules, median", sorted[sorted.length / 2]);
    say(1, "ms from a report to the rules, longest", sorted[sorted.length - 1]);
  }

  private static void cancellation(JavaSparkContext context) throws Exception {
    double[] millis = new double[5];
    for (int i = 0; i < millis.length; i++) {
      BlockingQueue<Long> processes = new LinkedBlockingQueue<>();
      SearchHandle<Integer> run = cluster(context, stopwatches(1_000, 100))
          .stopAfter(StopRule.trials(2))
          .listener(new SearchListener() {
            @Override
            public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
              processes.add((long) soFar.get(Stopwatches.PROCESS));
            }
          })
          .start();
      Optional<ProcessHandle> process = ProcessHandle.of(processes.take());
      long begun = System.nanoTime();
      run.cancelNow();
      while (process.filter(ProcessHandle::isAlive).isPresent()) {
        Thread.sleep(1);
      }
      millis[i] = (System.nanoTime() - begun) / 1e6;
      run.result().get(20, TimeUnit.SECONDS);
    }
    say(1, "ms from cancelling to the end of the process, longest of 5", max(millis));
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** Starts clusters of one and two workers in turn, and measures on both. */
  static void onTwoClusters(Path folder, List<String> digits) throws Exception {
    for (int workers = 1; workers <= 2; workers++) {
      try (LocalCluster cluster = LocalCluster.start(folder, workers, 0)) {
        String[] arguments = new String[2 + digits.size()];
        arguments[0] = cluster.url();
        arguments[1] = Integer.toString(workers);
        for (int i = 0; i < digits.size(); i++) {
          arguments[2 + i] = digits.get(i);
        }
        try (SparkJvm driver = SparkJvm.start(
            Map.of("SPARK_LOCAL_IP", "127.0.0.1"), ClusterFigures.class.getName(), arguments)) {
          driver.awaitEnd(line -> {
            if (line.startsWith("figure: ")) {
              System.out.println(line);
            }
          });
        }
      }
    }
  }
}
