package org.nas4j.internal.policy;

import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Baseline.Start;

/** Follows the rewards one by one. */
final class MovingAverageBaseline implements AdvantageEstimator {

  private final double weight;
  private final Start start;
  private double average;
  private double mass;

  MovingAverageBaseline(MovingAverage settings) {
    weight = settings.weight();
    start = settings.start();
    mass = start == Start.ZERO ? 1 : 0;
  }

  @Override
  public double[] advantages(double[] rewards) {
    double[] advantages = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      advantages[i] = mass == 0 ? 0 : rewards[i] - average / mass;
      add(rewards[i]);
    }
    return advantages;
  }

  private void add(double reward) {
    if (start == Start.FIRST_REWARD && mass == 0) {
      average = reward;
      mass = 1;
      return;
    }
    average += (1 - weight) * (reward - average);
    if (start == Start.BIAS_CORRECTED) {
      mass = weight * mass + (1 - weight);
    }
  }
}
