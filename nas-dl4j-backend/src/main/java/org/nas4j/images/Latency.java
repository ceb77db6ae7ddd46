package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.internal.checks.Checks;

/**
 * How long a network takes to predict on this machine, measured after a warm-up: the median of many
 * rounds, and how far they lie apart. Other work on the same cores disturbs it.
 *
 * @param seconds median of a round
 * @param lowerQuartile a quarter of the rounds took this many seconds or less
 * @param upperQuartile three quarters of the rounds took this many seconds or less
 * @param rounds that were measured
 */
public record Latency(double seconds, double lowerQuartile, double upperQuartile, int rounds) {

  private static final int WARM_UP = 3;
  private static final int LEAST_ROUNDS = 15;
  private static final int MOST_ROUNDS = 1_000;
  private static final long ENOUGH_NANOS = 50_000_000L;
  private static final long MOST_NANOS = 300_000_000L;
  private static final double NANOS = 1e9;

  /**
   * Measures the inference of an architecture in 32 bits, on the engine that {@link Engine#AUTO} is
   * on this machine. Weights do not matter; heads that are gone at inference are left out.
   *
   * @param architecture ends with a softmax output
   * @param examples of a round, at least 1
   * @param threads native threads, at least 1
   * @return after a third of a second or so, or one round if that takes longer
   */
  public static Latency measure(Architecture architecture, int examples, int threads) {
    Checks.positive(examples, "number of examples");
    Checks.positive(threads, "number of threads");
    Dl4jTraining any = Dl4jTraining.of(1);
    NetworkSettings settings = new NetworkSettings(
        0,
        any.optimizer(),
        any.weightDecay(),
        any.labelSmoothing(),
        threads,
        any.precision().type(any.engine()));
    try (Network network =
        Networks.open(any.engine(), MainPath.of(architecture), settings, examples, false)) {
      return of(network, examples);
    }
  }

  /** Of examples of zeros. */
  static Latency of(Network network, int examples) {
    FloatBuffer target = network.examples(examples);
    while (target.hasRemaining()) {
      target.put(0);
    }
    for (int i = 0; i < WARM_UP; i++) {
      network.predict(examples);
    }
    long[] nanos = new long[MOST_ROUNDS];
    long start = System.nanoTime();
    long spent = 0;
    int rounds = 0;
    while (rounds == 0 || spent < (rounds < LEAST_ROUNDS ? MOST_NANOS : ENOUGH_NANOS)) {
      long before = System.nanoTime();
      network.predict(examples);
      long after = System.nanoTime();
      nanos[rounds++] = after - before;
      spent = rounds < MOST_ROUNDS ? after - start : MOST_NANOS;
    }
    long[] sorted = Arrays.copyOf(nanos, rounds);
    Arrays.sort(sorted);
    return new Latency(
        sorted[rounds / 2] / NANOS,
        sorted[rounds / 4] / NANOS,
        sorted[rounds * 3 / 4] / NANOS,
        rounds);
  }

  /**
   * How far the rounds lie apart.
   *
   * @return the middle half of them as a share of the median
   */
  public double spread() {
    return (upperQuartile - lowerQuartile) / seconds;
  }
}
