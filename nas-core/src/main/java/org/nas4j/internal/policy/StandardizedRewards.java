package org.nas4j.internal.policy;

/** Divides by the standard deviation of all rewards so far, which is updated one by one. */
final class StandardizedRewards implements RewardScaling {

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
