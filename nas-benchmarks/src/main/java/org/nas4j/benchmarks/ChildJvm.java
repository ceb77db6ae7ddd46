package org.nas4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of the same class path, that may be killed or may crash. Its standard error is ours. */
final class ChildJvm {

  private final String main;
  private List<String> options = List.of();
  private List<String> arguments = List.of();

  private ChildJvm(String main) {
    this.main = main;
  }

  static ChildJvm builder(String main) {
    return new ChildJvm(main);
  }

  ChildJvm options(List<String> options) {
    this.options = options;
    return this;
  }

  ChildJvm arguments(List<String> arguments) {
    this.arguments = arguments;
    return this;
  }

  Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs to the end; its exit code. */
  int run() throws IOException, InterruptedException {
    return start().waitFor();
  }

  /** That of the JVM, or of the class loader that Maven made. */
  private static String classPath() {
    if (!(ChildJvm.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("[" + url + "] on the class path is no file.", e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
