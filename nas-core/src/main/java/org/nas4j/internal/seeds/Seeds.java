package org.nas4j.internal.seeds;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Derives independent generators from a run's seed by (number, purpose), so that no result depends
 * on which thread drew first. Mixes with the finalizer of SplitMix64 (Steele et al. 2014).
 */
public final class Seeds {

  private Seeds() {}

  /**
   * A fresh generator.
   *
   * @param seed the run's seed
   * @param number for example a trial's id
   * @param purpose what it is for
   * @return always the same for equal arguments
   */
  public static RandomGenerator random(long seed, long number, String purpose) {
    return new SplittableRandom(derive(seed, number, purpose));
  }

  /**
   * A seed for parts that want a number.
   *
   * @param seed the run's seed
   * @param number for example a trial's id
   * @param purpose what it is for
   * @return always the same for equal arguments
   */
  public static long derive(long seed, long number, String purpose) {
    long state = mix(seed + 0x9E3779B97F4A7C15L);
    state = mix(state ^ mix(number + 0x9E3779B97F4A7C15L));
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state * 31 + purpose.charAt(i));
    }
    return state;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
