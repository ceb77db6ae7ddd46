package org.nas4j.strategy.surrogate;

/**
 * A genotype as the process sees it.
 *
 * @param code its answers, by {@link Codes}
 * @param sizes what is known of it before it is evaluated; empty if the search does not ask
 */
record Encoded(int[] code, double[] sizes) {

  /** In how many answers two differ. */
  int distance(Encoded other) {
    return Codes.distance(code, other.code);
  }

  /** How far two are off the mean size in the same direction. */
  double product(Encoded other) {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += sizes[i] * other.sizes[i];
    }
    return sum;
  }
}
