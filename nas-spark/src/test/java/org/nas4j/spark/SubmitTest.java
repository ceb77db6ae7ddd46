package org.nas4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.SearchResult;

/**
 * One jar of ours, without what Spark brings, goes to a cluster that has Spark's jars alone, and
 * whose members know each other by a secret and encrypt what they say.
 */
class SubmitTest {

  /** What of the class path is ours: Guava, Jackson and SLF4J are Spark's. */
  private static final String OURS =
      ".*(nas-[a-z0-9-]+[/\\\\]target|nas-[a-z-]+-\\d|org\\.eclipse|libsvm).*";

  @TempDir
  Path folder;

  private static List<String> classPath(boolean ours) {
    return Stream.of(SparkJvm.classPath().split(File.pathSeparator))
        .filter(entry -> entry.matches(OURS) == ours)
        .filter(entry -> !entry.contains("dl4j") && !entry.contains("nd4j"))
        .toList();
  }

  /** As the shade plugin makes it. */
  private Path oneJar() throws IOException {
    Path jar = folder.resolve("one.jar");
    Set<String> names = new HashSet<>();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : classPath(true)) {
        if (Files.isDirectory(Path.of(entry))) {
          addFolder(Path.of(entry), out, names);
        } else if (Files.exists(Path.of(entry))) {
          addJar(Path.of(entry), out, names);
        }
      }
    }
    return jar;
  }

  private static void addFolder(Path root, ZipOutputStream out, Set<String> names)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        add(root.relativize(file).toString().replace(File.separatorChar, '/'), in, out, names);
      }
    }
  }

  private static void addJar(Path jar, ZipOutputStream out, Set<String> names) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          add(entry.getName(), in, out, names);
        }
      }
    }
  }

  private static void add(String name, InputStream in, OutputStream out, Set<String> names)
      throws IOException {
    ZipOutputStream zip = (ZipOutputStream) out;
    boolean isSignature = name.matches("META-INF/.*\\.(SF|RSA|DSA)");
    if (!isSignature && names.add(name)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
      zip.closeEntry();
    }
  }

  @Test
  @Tag("soak")
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void oneJarIsEnoughForAClusterThatAuthenticatesAndEncrypts() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    Map<String, String> secret = Map.of(
        "JDK_JAVA_OPTIONS",
        "-Dspark.authenticate=true -Dspark.authenticate.secret=known"
            + " -Dspark.network.crypto.enabled=true");
    List<String> arguments = new ArrayList<>(List.of("--class", SparkSearch.class.getName()));
    try (LocalCluster cluster = LocalCluster.start(folder, 1, 0, secret)) {
      arguments.addAll(List.of("--master", cluster.url()));
      for (String setting : List.of(
          "spark.authenticate=true",
          "spark.authenticate.secret=known",
          "spark.network.crypto.enabled=true")) {
        arguments.addAll(List.of("--conf", setting));
      }
      arguments.addAll(
          List.of(oneJar().toString(), cluster.url(), "6", "0", "1", journal.toString()));
      try (SparkJvm driver = SparkJvm.start(
          Map.of(
              "SPARK_LOCAL_IP",
              "127.0.0.1",
              "CLASSPATH",
              String.join(File.pathSeparator, classPath(false))),
          "org.apache.spark.deploy.SparkSubmit",
          arguments.toArray(String[]::new))) {
        driver.awaitLine(line -> line.startsWith("done"));
      }
    }
    assertThat(classPath(false)).noneMatch(entry -> entry.contains("nas-core"));
    assertThat(SearchResult.read(journal).trials())
        .hasSize(6)
        .allMatch(trial -> trial.outcome().figures().isPresent());
  }
}
