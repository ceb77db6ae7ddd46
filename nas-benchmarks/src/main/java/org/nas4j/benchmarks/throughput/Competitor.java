package org.nas4j.benchmarks.throughput;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who computes. */
enum Competitor {
  /** Our engine on oneDNN, the default. */
  NAS4J,
  /** Our engine on Deeplearning4j's graph, for other machines. */
  PORTABLE,
  /** Deeplearning4j alone. */
  STOCK,
  /** PyTorch, in the better of its memory layouts. */
  PYTORCH;

  /** The name in tables and on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name; an {@link IllegalArgumentException} names those that there are. */
  static Competitor of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no engine [" + word
            + "].\nMaybe take some of "
            + Arrays.stream(values()).map(Competitor::word).collect(Collectors.joining(","))
            + "."));
  }
}
