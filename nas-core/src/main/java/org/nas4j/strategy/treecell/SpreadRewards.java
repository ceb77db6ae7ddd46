package org.nas4j.strategy.treecell;

import java.util.Arrays;

/**
 * What rewards mean: accuracies near 1 are spread out by tan(r·π/2), and compared with an average
 * that nearly is the batch's own mean. For one thread.
 */
final class SpreadRewards {

  /** tan is to stay finite. */
  private static final double GREATEST = 0.999;

  private final TreeCellSettings settings;
  private double baseline;
  private boolean known;

  SpreadRewards(TreeCellSettings settings) {
    this.settings = settings;
  }

  void expect(double reward) {
    baseline = spread(reward);
    known = true;
  }

  /** Penalties below 0 are not spread out. */
  private double spread(double reward) {
    return settings.tangent() && reward > 0
        ? StrictMath.tan(Math.min(GREATEST, reward) * Math.PI / 2)
        : reward;
  }

  /**
   * How much better rewards are than expected; empty if all are the same, which teaches nothing.
   */
  double[] advantages(double[] rewards) {
    double[] spread = Arrays.stream(rewards).map(this::spread).toArray();
    double mean = Arrays.stream(spread).sum() / spread.length;
    baseline = known ? baseline + settings.learning().baselineWeight() * (mean - baseline) : mean;
    known = true;
    boolean alike = Arrays.stream(spread).allMatch(each -> each == spread[0]);
    double[] advantages = Arrays.stream(spread).map(each -> each - baseline).toArray();
    return alike ? new double[0] : advantages;
  }
}
