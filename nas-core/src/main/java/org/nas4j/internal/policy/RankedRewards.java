package org.nas4j.internal.policy;

import java.util.Arrays;

/** Keeps all rewards so far in order, so that a rank is found by halving. */
final class RankedRewards implements RewardScaling {

  private double[] sorted = new double[64];
  private int count;

  @Override
  public double scale(double reward) {
    int found = Arrays.binarySearch(sorted, 0, count, reward);
    int less = found < 0 ? -found - 1 : found;
    while (less > 0 && sorted[less - 1] == reward) {
      less--;
    }
    int upTo = less;
    while (upTo < count && sorted[upTo] == reward) {
      upTo++;
    }
    insert(less, reward);
    double middle = less + (upTo - less + 1) / 2.0;
    return 2 * middle / count - 1;
  }

  private void insert(int index, double reward) {
    if (count == sorted.length) {
      sorted = Arrays.copyOf(sorted, 2 * count);
    }
    System.arraycopy(sorted, index, sorted, index + 1, count - index);
    sorted[index] = reward;
    count++;
  }
}
