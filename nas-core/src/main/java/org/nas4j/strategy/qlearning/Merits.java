package org.nas4j.strategy.qlearning;

import java.util.Arrays;

/**
 * Follows the ranks of all rewards. Architectures of equal reward share the mean of their ranks.
 */
final class Merits {

  private final double elite;
  private double[] rewards = new double[64];
  private double[] falling = new double[64];
  private double[] merits = new double[0];
  private double mean;
  private int count;

  Merits(double elite) {
    this.elite = elite;
  }

  void add(double reward) {
    if (count == rewards.length) {
      rewards = Arrays.copyOf(rewards, 2 * count);
      falling = Arrays.copyOf(falling, 2 * count);
    }
    rewards[count] = reward;
    int better = better(reward);
    System.arraycopy(falling, better, falling, better + 1, count - better);
    falling[better] = reward;
    count++;
    merits = null;
  }

  /** How many of the rewards are higher. */
  private int better(double reward) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (falling[middle] > reward) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  double of(int architecture) {
    compute();
    return merits[architecture];
  }

  double mean() {
    compute();
    return mean;
  }

  private void compute() {
    if (merits != null) {
      return;
    }
    double spread = Math.min(elite, Neighbours.ELITE_SHARE * count);
    double[] byRank = new double[count];
    for (int from = 0, upTo; from < count; from = upTo) {
      upTo = from + 1;
      while (upTo < count && falling[upTo] == falling[from]) {
        upTo++;
      }
      Arrays.fill(byRank, from, upTo, StrictMath.exp(-(from + upTo) / 2.0 / spread));
    }
    merits = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      merits[i] = byRank[better(rewards[i])];
      sum += merits[i];
    }
    mean = sum / count;
  }
}
