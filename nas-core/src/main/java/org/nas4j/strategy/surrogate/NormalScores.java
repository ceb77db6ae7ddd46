package org.nas4j.strategy.surrogate;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Replaces values by the quantiles of the normal distribution at their ranks, ties at their mean
 * rank: what is learned depends on the order of rewards only, not on their unit, and the few
 * candidates that do not train at all do not drown the rest.
 */
final class NormalScores {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private NormalScores() {}

  static double[] of(double[] values) {
    double[] ranks = new NaturalRanking().rank(values);
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = NORMAL.inverseCumulativeProbability((ranks[i] - 0.5) / ranks.length);
    }
    return ranks;
  }
}
