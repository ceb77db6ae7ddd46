package org.nas4j.strategy.surrogate;

/**
 * A genotype as the process sees it.
 *
 * @param code its answers, by {@link Codes}
 * @param untrained what is known of it before it is evaluated; empty if the search does not ask
 */
record Encoded(int[] code, double[] untrained) {

  /** In how many answers two differ. */
  int distance(Encoded other) {
    return Codes.distance(code, other.code);
  }

  /** How far two are off the mean in the same direction. */
  double product(Encoded other) {
    double sum = 0;
    for (int i = 0; i < untrained.length; i++) {
      sum += untrained[i] * other.untrained[i];
    }
    return sum;
  }
}
