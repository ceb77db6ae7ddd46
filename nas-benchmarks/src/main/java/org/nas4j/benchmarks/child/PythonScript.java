package org.nas4j.benchmarks.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the script beside a benchmark.
 *
 * @param python an interpreter that can import what the script needs
 * @param script in {@code src/main/python}
 */
public record PythonScript(String python, Path script) {

  /**
   * The C library gives large arrays back to the system when they are freed, and takes and clears
   * them anew in the next step. PyTorch's tuning guide advises an allocator that keeps them; the C
   * library does so with these settings. Network (a) trains twice as fast then.
   */
  private static final Map<String, String> KEEPS_MEMORY = Map.of(
      "MALLOC_MMAP_MAX_", "0",
      "MALLOC_TRIM_THRESHOLD_", "100000000000",
      "MALLOC_TOP_PAD_", "1000000000");

  /**
   * Runs the script to its end.
   *
   * @param arguments of the script
   * @return all that it wrote
   * @throws IOException if it failed, with what it wrote
   * @throws InterruptedException if interrupted meanwhile
   */
  public String run(List<String> arguments) throws IOException, InterruptedException {
    Process process = builder(arguments).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("[" + python + " " + script + "] ended with [" + process.exitValue()
          + "]: " + output + "\nMaybe name an interpreter that has what it imports, torch say.");
    }
    return output;
  }

  /**
   * Starts the script to talk with by its standard input and output. Its standard error is ours.
   *
   * @param arguments of the script
   * @return the process
   * @throws IOException if it cannot be started
   */
  public Process startWithPipes(List<String> arguments) throws IOException {
    return builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(KEEPS_MEMORY);
    return builder;
  }
}
