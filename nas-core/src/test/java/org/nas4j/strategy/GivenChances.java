package org.nas4j.strategy;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chances in [0, 1) are those that a test gives, and no more of them; all other draws come from a
 * seed. So a decision by chance can be held against its exact probability.
 *
 * @param draws for all but chances
 * @param chances in their order
 */
public record GivenChances(RandomGenerator draws, Iterator<Double> chances)
    implements RandomGenerator {

  /** With one seed for all other draws. */
  public static GivenChances of(Double... chances) {
    return new GivenChances(new SplittableRandom(4), List.of(chances).iterator());
  }

  @Override
  public long nextLong() {
    return draws.nextLong();
  }

  @Override
  public double nextDouble() {
    return chances.next();
  }
}
