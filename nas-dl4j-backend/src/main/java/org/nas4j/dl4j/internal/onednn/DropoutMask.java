package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Draws what dropout lets through: 0 with a probability, the inverse of the rest otherwise. Seeded,
 * so it repeats.
 */
final class DropoutMask implements Runnable {

  private static final int CHUNK = 4096;
  private static final int BITS = 31;

  private final Tensor target;
  private final long threshold;
  private final float kept;
  private final RandomGenerator random;
  private final float[] chunk = new float[CHUNK];

  DropoutMask(Tensor target, double rate, RandomGenerator random) {
    this.target = target;
    this.threshold = (long) (rate * (1L << BITS));
    this.kept = (float) (1 / (1 - rate));
    this.random = random;
  }

  @Override
  public void run() {
    FloatBuffer mask = target.values();
    int size = mask.capacity();
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      fill(count);
      mask.put(from, chunk, 0, count);
    }
  }

  /** Two draws from each random number. */
  private void fill(int count) {
    for (int i = 0; i < count; i += 2) {
      long bits = random.nextLong();
      chunk[i] = bits >>> Long.SIZE - BITS < threshold ? 0 : kept;
      chunk[i + 1] = (bits & (1L << BITS) - 1) < threshold ? 0 : kept;
    }
  }
}
