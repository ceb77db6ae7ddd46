package org.nas4j.benchmarks.child;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A JVM of the same class path, that may be killed or may crash. Its standard error is ours. For
 * one thread.
 */
public final class ChildJvm {

  private final String main;
  private List<String> options = List.of();
  private List<String> arguments = List.of();
  private Map<String, String> environment = Map.of();
  private List<Path> left = List.of();

  private ChildJvm(String main) {
    this.main = main;
  }

  /**
   * Starts a description.
   *
   * @param main name of the class to be run
   * @return a builder for processes of this kind
   */
  public static ChildJvm builder(String main) {
    return new ChildJvm(main);
  }

  /**
   * The JVM's own options; none unless set.
   *
   * @param options such as {@code -Xmx512m}
   * @return this
   */
  public ChildJvm options(List<String> options) {
    this.options = List.copyOf(options);
    return this;
  }

  /**
   * The program's arguments; none unless set.
   *
   * @param arguments in order
   * @return this
   */
  public ChildJvm arguments(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    return this;
  }

  /**
   * Variables that are added to this process' environment; none unless set.
   *
   * @param environment values by name
   * @return this
   */
  public ChildJvm environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /**
   * Leaves the folders or jars of classes out of the class path.
   *
   * @param types any class in each
   * @return this
   */
  public ChildJvm without(Class<?>... types) {
    left = Arrays.stream(types)
        .map(each -> path(each.getProtectionDomain().getCodeSource().getLocation()))
        .toList();
    return this;
  }

  /**
   * Starts a process whose output nobody reads.
   *
   * @return the process
   * @throws IOException if it cannot be started
   */
  public Process start() throws IOException {
    return process().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /**
   * Starts a process to talk with by its standard input and output.
   *
   * @return the process
   * @throws IOException if it cannot be started
   */
  public Process startWithPipes() throws IOException {
    return process().start();
  }

  /**
   * Runs to the end.
   *
   * @return its exit code
   * @throws IOException if it cannot be started
   * @throws InterruptedException if interrupted meanwhile
   */
  public int run() throws IOException, InterruptedException {
    return start().waitFor();
  }

  /**
   * Runs to the end, its output among ours.
   *
   * @return its exit code
   * @throws IOException if it cannot be started
   * @throws InterruptedException if interrupted meanwhile
   */
  public int show() throws IOException, InterruptedException {
    return process().redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor();
  }

  private ProcessBuilder process() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().putAll(environment);
    return process;
  }

  private String classPath() {
    List<String> entries = new ArrayList<>(entries());
    entries.removeIf(each -> left.contains(Path.of(each)));
    return String.join(File.pathSeparator, entries);
  }

  /** Those of the JVM, or of the class loader that Maven made. */
  private static List<String> entries() {
    if (!(ChildJvm.class.getClassLoader() instanceof URLClassLoader loader)) {
      return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      entries.add(path(url).toString());
    }
    return entries;
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("[" + url + "] on the class path is no file.", e);
    }
  }
}
