package org.nas4j.internal.inference;

/**
 * Whether the processor multiplies and adds in one instruction. Where it does not, Java computes
 * {@link Math#fma} by big decimals, a thousand times slower; no property of the machine tells, so
 * it is timed once.
 */
final class FusedProducts {

  /** The same for the life of the process, so that compiled code holds one way only. */
  static final boolean ARE_FAST = areFast();

  private static final int CALLS = 64;
  private static final int TRIES = 5;

  /** Interpreted, an instruction takes 2 µs for all calls; big decimals take 100 µs at least. */
  private static final long MOST_NANOS = 30_000;

  private FusedProducts() {}

  private static boolean areFast() {
    float value = 1;
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      for (int k = 0; k < CALLS; k++) {
        value = Math.fma(value, 1.0001f, 0.1f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best < MOST_NANOS && value > 0;
  }
}
