package org.nas4j.internal.policy;

import org.nas4j.policy.Baseline.BatchMean;

/** Compares each reward with the mean of its batch, or with that of the others in it. */
final class BatchMeanBaseline implements AdvantageEstimator {

  private final boolean leaveOneOut;

  BatchMeanBaseline(BatchMean settings) {
    leaveOneOut = settings.leaveOneOut();
  }

  @Override
  public double[] advantages(double[] rewards) {
    int n = rewards.length;
    double mean = Statistics.mean(rewards);
    double factor = leaveOneOut && n > 1 ? (double) n / (n - 1) : 1;
    double[] advantages = new double[n];
    for (int i = 0; i < n; i++) {
      advantages[i] = factor * (rewards[i] - mean);
    }
    return advantages;
  }
}
