package org.nas4j.benchmarks.throughput;

import java.util.Locale;

/** What is timed. */
enum Mode {
  /** Whole steps: input, gradient, updater. */
  TRAIN,
  /** Probabilities, input included. */
  INFER;

  /** The word by which a process is asked for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
