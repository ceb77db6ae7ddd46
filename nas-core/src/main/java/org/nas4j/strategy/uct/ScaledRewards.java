package org.nas4j.strategy.uct;

import java.util.Arrays;

/**
 * The rewards of a run, brought to [0, 1] by what was observed so far. A failure counts as negative
 * infinity.
 */
final class ScaledRewards {

  /** Ranks are renewed when there are so many times more rewards than at the last renewal. */
  private static final double GROWTH = 1.02;

  private static final int START = 64;

  private final Uct.Scale scale;
  private double[] rewards = new double[START];
  private double[] values = new double[START];
  private double[] sorted = {};
  private int size;
  private int renewed;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  ScaledRewards(Uct.Scale scale) {
    this.scale = scale;
  }

  double value(int index) {
    return values[index];
  }

  /**
   * Adds a reward.
   *
   * @return whether the values of earlier rewards have changed
   */
  boolean add(double reward) {
    if (size == rewards.length) {
      rewards = Arrays.copyOf(rewards, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    rewards[size++] = reward;
    if (!isStale(reward)) {
      values[size - 1] = scaled(reward);
      return false;
    }
    renew();
    return true;
  }

  private boolean isStale(double reward) {
    if (scale == Uct.Scale.RANKED) {
      return size >= GROWTH * renewed;
    }
    boolean wider = reward != Double.NEGATIVE_INFINITY && (reward < least || reward > greatest);
    if (wider) {
      least = Math.min(least, reward);
      greatest = Math.max(greatest, reward);
    }
    return wider && scale == Uct.Scale.MIN_MAX;
  }

  private void renew() {
    renewed = size;
    if (scale == Uct.Scale.RANKED) {
      sorted = Arrays.copyOf(rewards, size);
      Arrays.sort(sorted);
    }
    for (int i = 0; i < size; i++) {
      values[i] = scaled(rewards[i]);
    }
  }

  private double scaled(double reward) {
    if (reward == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return switch (scale) {
      case RAW -> reward;
      case MIN_MAX -> greatest > least ? (reward - least) / (greatest - least) : 0.5;
      case RANKED -> rank(reward);
    };
  }

  /** The share of rewards that are lower, those that are equal counted half. */
  private double rank(double reward) {
    int lower = firstFrom(reward);
    int upTo = lower;
    while (upTo < sorted.length && sorted[upTo] == reward) {
      upTo++;
    }
    return sorted.length == 0 ? 0.5 : (lower + upTo) / (2.0 * sorted.length);
  }

  private int firstFrom(double reward) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < reward) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
