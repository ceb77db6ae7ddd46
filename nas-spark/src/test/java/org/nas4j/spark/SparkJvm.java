package org.nas4j.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A virtual machine of its own with the options that Spark needs, on the class path of this one
 * unless the environment says another.
 */
final class SparkJvm implements AutoCloseable {

  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder said = new StringBuilder();

  private SparkJvm(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readAll, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** All the time, since a process whose output nobody reads comes to a halt. */
  private void readAll() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // It was killed.
    }
    lines.add(END);
  }

  static SparkJvm start(Map<String, String> environment, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", classPath());
    builder.environment().putAll(environment);
    return new SparkJvm(builder.start());
  }

  /** This one's, after that of class loaders that build tools put in front of it. */
  static String classPath() {
    StringBuilder path = new StringBuilder();
    if (SparkJvm.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        path.append(Path.of(URI.create(url.toString()))).append(File.pathSeparator);
      }
    }
    return path
        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Reads its output up to a line; fails if it ends before. */
  String awaitLine(Predicate<String> wanted) throws InterruptedException {
    for (String line = lines.take(); !line.equals(END); line = lines.take()) {
      said.append(line).append('\n');
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new IllegalStateException("The process ended before it said what was awaited:\n" + said);
  }

  /** Reads its output to the end. */
  void awaitEnd(Consumer<String> reader) throws InterruptedException {
    for (String line = lines.take(); !line.equals(END); line = lines.take()) {
      said.append(line).append('\n');
      reader.accept(line);
    }
  }

  /** What it has said, as far as it was read. */
  String said() {
    return said.toString();
  }

  /** Programs that it has started. */
  List<ProcessHandle> children() {
    return process.children().filter(ProcessHandle::isAlive).toList();
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
