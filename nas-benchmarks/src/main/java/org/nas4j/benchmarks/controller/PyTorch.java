package org.nas4j.benchmarks.controller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the script beside the benchmark.
 *
 * @param python an interpreter that can import torch
 * @param script {@code controller.py}
 */
record PyTorch(String python, Path script) {

  double trialsPerSecond(Workload workload, int trials) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(
            python,
            script.toString(),
            Integer.toString(workload.decisions()),
            Integer.toString(workload.options()),
            Integer.toString(workload.layers()),
            Integer.toString(workload.hidden()),
            Integer.toString(workload.batch()),
            workload.together() ? "together" : "alone",
            Double.toString(workload.range()),
            Integer.toString(trials)))
        .redirectErrorStream(true)
        .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("[" + python + " " + script + "] ended with [" + process.exitValue()
          + "]: " + output + "\nMaybe name an interpreter that has torch with --python.");
    }
    return Double.parseDouble(output);
  }
}
