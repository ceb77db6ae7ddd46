package org.nas4j.strategy.uct;

import java.util.random.RandomGenerator;

/** The ways on from a node: which are open, how often each was taken, and how well that went. */
final class Arms {

  /** What an arm is taken to be worth of which nothing is known. */
  private static final double MIDDLE = 0.5;

  private final double[] counts;
  private final double[] sums;
  private final double[] pending;
  private final int[] open;
  private int size;

  Arms(int arms) {
    counts = new double[arms];
    sums = new double[arms];
    pending = new double[arms];
    open = new int[arms];
  }

  void open(int arm) {
    open[size++] = arm;
  }

  void add(int arm, double count, double sum) {
    counts[arm] += count;
    sums[arm] += sum;
  }

  /** Adds candidates whose rewards are not there yet. */
  void pend(int arm, double count) {
    pending[arm] += count;
  }

  int count() {
    return counts.length;
  }

  int any(RandomGenerator random) {
    return open[random.nextInt(size)];
  }

  /**
   * The open arm of highest bound; one that was never taken comes first, if a new one may be tried.
   * Ties are drawn.
   */
  int best(UctSettings settings, RandomGenerator random) {
    double total = 0;
    int tried = 0;
    for (int arm = 0; arm < counts.length; arm++) {
      double count = counts[arm] + pending[arm];
      total += count;
      tried += count > 0 ? 1 : 0;
    }
    boolean widens = settings.widening().allows(tried, total);
    double best = Double.NEGATIVE_INFINITY;
    int ties = 0;
    int chosen = -1;
    for (int i = 0; i < size; i++) {
      double bound = bound(open[i], total, widens, settings);
      if (chosen < 0 || bound > best) {
        best = bound;
        ties = 1;
        chosen = open[i];
      } else if (bound == best && random.nextInt(++ties) == 0) {
        chosen = open[i];
      }
    }
    return chosen;
  }

  private double bound(int arm, double total, boolean widens, UctSettings settings) {
    double count = counts[arm] + pending[arm];
    if (count == 0) {
      return widens ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    double gained = pending[arm] * (1 - settings.virtualLoss()) * mean(arm, 0);
    double width = StrictMath.sqrt(2 * StrictMath.log(Math.max(1, total)) / count);
    return (sums[arm] + gained) / count + settings.exploration() * width;
  }

  private double mean(int arm, double unknown) {
    return counts[arm] > 0 ? sums[arm] / counts[arm] : unknown;
  }

  /** Drawn with probabilities proportional to exp(mean / temperature). */
  int sampled(double temperature, RandomGenerator random) {
    double[] weights = new double[size];
    double total = 0;
    for (int i = 0; i < size; i++) {
      weights[i] = StrictMath.exp(mean(open[i], MIDDLE) / temperature);
      total += weights[i];
    }
    double draw = random.nextDouble() * total;
    for (int i = 0; i < size; i++) {
      draw -= weights[i];
      if (draw < 0) {
        return open[i];
      }
    }
    return open[size - 1];
  }
}
