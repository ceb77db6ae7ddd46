package org.nas4j.morphism;

import java.util.random.RandomGenerator;

/** Small random changes that break the symmetry between copies. */
final class Noise {

  private Noise() {}

  static double checked(double noise) {
    if (!(noise >= 0 && Double.isFinite(noise))) {
      throw new IllegalArgumentException("The noise must be a ratio of at least 0, but is [" + noise
          + "].\nMaybe use 0 for an exact copy, or 0.01 as Cai et al. do.");
    }
    return noise;
  }

  static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return StrictMath.sqrt(Math.max(0, squares / values.length - mean * mean));
  }

  /** Adds Gaussian noise to a stretch of values. */
  static void add(float[] values, int from, int to, double deviation, RandomGenerator random) {
    for (int i = from; i < to; i++) {
      values[i] += (float) (deviation * random.nextGaussian());
    }
  }
}
