package org.nas4j.benchmarks.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the script beside a benchmark.
 *
 * @param python an interpreter that can import torch
 * @param script in {@code src/main/python}
 */
public record PyTorch(String python, Path script) {

  /**
   * Runs the script to its end.
   *
   * @param arguments of the script
   * @return all that it wrote
   * @throws IOException if it failed, with what it wrote
   * @throws InterruptedException if interrupted meanwhile
   */
  public String run(List<String> arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("[" + python + " " + script + "] ended with [" + process.exitValue()
          + "]: " + output + "\nMaybe name an interpreter that has torch.");
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
    return new ProcessBuilder(command(arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    return command;
  }
}
