package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nas4j.dl4j.internal.Network;

/**
 * Times inference: some rounds to warm up, then the median of several, or of as many as fit in a
 * fraction of a second.
 */
final class Latency {

  private static final int WARM_UP = 3;
  private static final int ROUNDS = 15;
  private static final long MOST_NANOS = 300_000_000L;
  private static final double NANOS = 1e9;

  private Latency() {}

  /** Median seconds for a batch of so many examples of zeros. */
  static double seconds(Network network, int examples) {
    FloatBuffer target = network.examples(examples);
    while (target.hasRemaining()) {
      target.put(0);
    }
    for (int i = 0; i < WARM_UP; i++) {
      network.predict(examples);
    }
    long[] nanos = new long[ROUNDS];
    long start = System.nanoTime();
    int rounds = 0;
    while (rounds < ROUNDS && (rounds == 0 || System.nanoTime() - start < MOST_NANOS)) {
      long before = System.nanoTime();
      network.predict(examples);
      nanos[rounds++] = System.nanoTime() - before;
    }
    long[] sorted = Arrays.copyOf(nanos, rounds);
    Arrays.sort(sorted);
    return sorted[rounds / 2] / NANOS;
  }
}
