package org.nas4j.policy;

import java.util.Arrays;

/** What a controller makes of a reward before it compares it with the baseline. */
public enum RewardScale {

  /** The reward as it is, as in the papers: learning rates then depend on its unit. */
  RAW {
    @Override
    Live open() {
      return reward -> reward;
    }
  },

  /** Divided by the standard deviation of all rewards so far; the first one becomes 0. */
  STANDARDIZED {
    @Override
    Live open() {
      return new Standardizing();
    }
  },

  /**
   * Its rank among all rewards so far, from −1 (worst) to 1 (best), ties in the middle: blind to the reward's unit and
   * to how far off a failure is.
   */
  RANKED {
    @Override
    Live open() {
      return new Ranking();
    }
  };

  abstract Live open();

  /** Follows the rewards of one run. */
  interface Live {

    double scale(double reward);
  }

  private static final class Standardizing implements Live {

    private long count;
    private double mean;
    private double squares;

    @Override
    public double scale(double reward) {
      count++;
      double off = reward - mean;
      mean += off / count;
      squares += off * (reward - mean);
      return squares > 0 ? (reward - mean) / Math.sqrt(squares / count) : 0;
    }
  }

  private static final class Ranking implements Live {

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
}
