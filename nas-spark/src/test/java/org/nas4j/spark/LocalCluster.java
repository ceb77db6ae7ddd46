package org.nas4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A standalone cluster on the loopback interface: a master and workers of one core each. */
final class LocalCluster implements AutoCloseable {

  private final Path folder;
  private final Map<String, String> common;
  private final List<SparkJvm> all = new ArrayList<>();
  private String url;

  private LocalCluster(Path folder, Map<String, String> common) {
    this.folder = folder;
    this.common = common;
  }

  /**
   * Starts it.
   *
   * @param folder for what it writes
   * @param port of the master, 0 for any
   */
  static LocalCluster start(Path folder, int workers, int port)
      throws IOException, InterruptedException {
    return start(folder, workers, port, Map.of());
  }

  /** As the other, with this in the environment of all. */
  static LocalCluster start(Path folder, int workers, int port, Map<String, String> common)
      throws IOException, InterruptedException {
    LocalCluster cluster = new LocalCluster(folder, common);
    try {
      SparkJvm master = cluster.add(SparkJvm.start(
          cluster.environment(Map.of()),
          "org.apache.spark.deploy.master.Master",
          "--host",
          "127.0.0.1",
          "--port",
          Integer.toString(port),
          "--webui-port",
          "0"));
      String line = master.awaitLine(said -> said.contains("Starting Spark master at "));
      cluster.url = line.substring(line.indexOf("spark://"));
      for (int i = 0; i < workers; i++) {
        cluster.startWorker(Map.of());
      }
      for (SparkJvm worker : cluster.workers()) {
        worker.awaitLine(said -> said.contains("Successfully registered with master"));
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Workers want Spark's folder of jars; what executors need comes with the class path. */
  private Map<String, String> environment(Map<String, String> more) throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("jars"));
    Map<String, String> environment = new HashMap<>(common);
    environment.putAll(more);
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    return environment;
  }

  /** One more machine, whose executors and their worker processes have this in the environment. */
  SparkJvm startWorker(Map<String, String> environment) throws IOException {
    return add(SparkJvm.start(
        environment(environment),
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "512m",
        "--work-dir",
        folder.resolve("worker-" + all.size()).toString(),
        url));
  }

  private SparkJvm add(SparkJvm jvm) {
    all.add(jvm);
    return jvm;
  }

  String url() {
    return url;
  }

  List<SparkJvm> workers() {
    return all.subList(1, all.size());
  }

  @Override
  public void close() {
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
  }
}
