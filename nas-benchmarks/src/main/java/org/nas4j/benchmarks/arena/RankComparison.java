package org.nas4j.benchmarks.arena;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Compares several contestants over several tables by their ranks on each: the test of Friedman,
 * and the critical difference of Nemenyi, above which two mean ranks differ at 5 %
 * (demsar2006comparisons). Few tables give a difference that hardly anything exceeds.
 *
 * @param meanRanks of each contestant, 1 is best; ties have their mean
 * @param probability of ranks as uneven as these or more if all contestants are alike
 * @param criticalDifference of two mean ranks
 */
record RankComparison(double[] meanRanks, double probability, double criticalDifference) {

  private static final double LEVEL = 0.05;
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double REACH = 8;
  private static final double FARTHEST = 20;

  /**
   * Of figures of which more is better.
   *
   * @param tables for each table the figures of all contestants, two or more
   */
  static RankComparison of(List<double[]> tables) {
    int contestants = tables.get(0).length;
    double[] means = new double[contestants];
    for (double[] figures : tables) {
      double[] ranks =
          new NaturalRanking().rank(Arrays.stream(figures).map(each -> -each).toArray());
      for (int i = 0; i < contestants; i++) {
        means[i] += ranks[i] / tables.size();
      }
    }
    double middle = (contestants + 1) / 2.0;
    double uneven =
        Arrays.stream(means).map(each -> (each - middle) * (each - middle)).sum();
    double statistic = 12.0 * tables.size() / (contestants * (contestants + 1)) * uneven;
    double probability =
        1 - new ChiSquaredDistribution(contestants - 1).cumulativeProbability(statistic);
    double difference = studentizedRange(contestants)
        / Math.sqrt(2)
        * Math.sqrt(contestants * (contestants + 1) / (6.0 * tables.size()));
    return new RankComparison(means, probability, difference);
  }

  /** What the range of so many standard normal draws exceeds with a probability of 5 %. */
  static double studentizedRange(int draws) {
    return new BrentSolver(1e-9)
        .solve(1_000, range -> within(range, draws) - (1 - LEVEL), 1e-6, FARTHEST);
  }

  private static double within(double range, int draws) {
    return draws
        * new SimpsonIntegrator()
            .integrate(
                1_000_000,
                lowest -> NORMAL.density(lowest)
                    * Math.pow(
                        NORMAL.cumulativeProbability(lowest + range)
                            - NORMAL.cumulativeProbability(lowest),
                        draws - 1.0),
                -REACH,
                REACH);
  }
}
