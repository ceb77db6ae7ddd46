package org.nas4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.nas4j.model.QuantileCurve;

/**
 * Columns of which a few numbers are far out. Divided by their deviation, all others would be
 * nearly the same to a network; their ranks tell them apart.
 */
final class LongTail {

  /** From the median to the farthest, in halves of the range that holds eight tenths. */
  private static final double FAR = 10;

  /** A column of fewer different numbers is a kind of category. */
  private static final int FEWEST = 10;

  private static final int MOST_POINTS = 64;

  private LongTail() {}

  /**
   * Brings the numbers to the normal distribution by their ranks, if some are far out.
   *
   * @param sorted all numbers of a column, rising
   * @return empty if none is far out
   */
  static Optional<QuantileCurve> curve(double[] sorted) {
    List<Double> values = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    NormalDistribution normal = new NormalDistribution();
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      // The middle rank of equal numbers; half a rank keeps the ends finite.
      double rank = (from + to) / 2.0 / sorted.length;
      values.add(sorted[from]);
      scores.add(normal.inverseCumulativeProbability(rank));
    }
    return values.size() < FEWEST || !isLong(sorted)
        ? Optional.empty()
        : Optional.of(thinned(values, scores));
  }

  private static boolean isLong(double[] sorted) {
    double median = quantile(sorted, 0.5);
    double farthest = Math.max(median - sorted[0], sorted[sorted.length - 1] - median);
    return farthest > FAR * (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / 2;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** The ends, and points between them at equal distances of scores. */
  private static QuantileCurve thinned(List<Double> values, List<Double> scores) {
    int last = values.size() - 1;
    double step = (scores.get(last) - scores.get(0)) / (MOST_POINTS - 1);
    List<Double> thinnedValues = new ArrayList<>();
    List<Double> thinnedScores = new ArrayList<>();
    double next = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= last; i++) {
      if (scores.get(i) >= next || i == last) {
        thinnedValues.add(values.get(i));
        thinnedScores.add(scores.get(i));
        next = scores.get(i) + step;
      }
    }
    return new QuantileCurve(thinnedValues, thinnedScores);
  }
}
