package org.nas4j.strategy.surrogate;

import java.util.random.RandomGenerator;

/**
 * Numbers from 0 to 1 that fill the gaps between those before them: multiples of the golden ratio,
 * less the whole, from a random one on. For one thread.
 */
final class EvenShares {

  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private int given;
  private double first;

  /** The next one; the first is drawn. */
  double next(RandomGenerator random) {
    if (given == 0) {
      first = random.nextDouble();
    }
    return (first + given++ * GOLDEN_RATIO) % 1;
  }
}
