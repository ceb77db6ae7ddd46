package org.nas4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A cluster on this machine, and a search on it, each from one command line: {@code cluster} starts
 * a master and two workers of one core each, and waits to be ended; {@code search} lets 20 networks
 * learn there, and keeps a journal, from which it goes on when it is called again; {@code figures}
 * measures what a trial costs beyond its training.
 */
public final class SparkExample {

  private static final int PORT = 7077;

  private SparkExample() {}

  /**
   * Starts one of the two.
   *
   * @param args {@code cluster}, {@code search} or {@code figures}, and perhaps a folder for what
   *     it writes; for figures also the file of the digits, and for how many epochs they train
   * @throws Exception if a program cannot be started, or is to end
   */
  public static void main(String[] args) throws Exception {
    String what = args.length == 0 ? "" : args[0];
    Path folder = Path.of(args.length > 1 ? args[1] : "target/spark-example").toAbsolutePath();
    Files.createDirectories(folder);
    switch (what) {
      case "cluster" -> cluster(folder);
      case "search" -> search(folder);
      case "figures" ->
        ClusterFigures.onTwoClusters(
            folder, List.of(args).subList(Math.min(2, args.length), args.length));
      default ->
        System.out.println(
            "There is no command [" + what + "].\nMaybe say cluster, and then, elsewhere, search.");
    }
  }

  private static void cluster(Path folder) throws IOException, InterruptedException {
    LocalCluster cluster = LocalCluster.start(folder, 2, PORT);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    System.out.println(cluster.url() + " has two workers. Ctrl-C ends it.");
    new CountDownLatch(1).await();
  }

  private static void search(Path folder) throws IOException, InterruptedException {
    try (SparkJvm driver = SparkJvm.start(
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        SparkSearch.class.getName(),
        "spark://127.0.0.1:" + PORT,
        "20",
        "100",
        "2",
        folder.resolve("run.jsonl").toString())) {
      driver.awaitLine(line -> {
        System.out.println(line);
        return line.startsWith("done");
      });
    }
  }
}
