package org.nas4j.benchmarks.arena;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.nas4j.eval.Metric;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;

/** How a strategy fared on a table, over all seeds. Immutable. */
final class Standing {

  /** Who the others are compared with. */
  static final String REFERENCE = "random";

  /** Normal quantile of a two-sided 95 % interval. */
  private static final double QUANTILE = 1.96;

  private final Contest contest;
  private final List<Run> runs;
  private final DescriptiveStatistics reports;

  Standing(Contest contest, List<Run> runs) {
    this.contest = contest;
    this.runs = List.copyOf(runs);
    this.reports = new DescriptiveStatistics(reports());
    if (Double.isNaN(reports.getMean())) {
      throw new IllegalArgumentException("Strategy [" + contest.name() + "] ended runs on ["
          + contest.table().name() + "] without an evaluation within [" + contest.budget()
          + "].\nMaybe raise the budget.");
    }
  }

  private double[] reports() {
    return runs.stream().mapToDouble(Run::report).toArray();
  }

  static Standing reference(List<Standing> standings) {
    return standings.stream()
        .filter(each -> each.contest().name().equals(REFERENCE))
        .findFirst()
        .orElseThrow();
  }

  /** How the strategy stood after so many evaluations, a point of the budget's grid. */
  Standing after(int evaluations) {
    int point = Arrays.binarySearch(contest.budget().grid(), evaluations);
    return new Standing(
        contest,
        runs.stream()
            .map(run ->
                new Run(run.course()[point], run.course(), run.evaluations(), run.nanoseconds()))
            .toList());
  }

  /** Standard error of the mean. */
  double error() {
    return deviation() / Math.sqrt(seeds());
  }

  Contest contest() {
    return contest;
  }

  int seeds() {
    return runs.size();
  }

  double mean() {
    return reports.getMean();
  }

  /** Sample standard deviation; 0 for a single seed. */
  double deviation() {
    return reports.getStandardDeviation();
  }

  double median() {
    return reports.getPercentile(50);
  }

  /** Mean distance to the best report figure of the table; not negative. */
  double regret() {
    return Math.abs(optimum(contest.table()) - mean());
  }

  /** The optimum that the table's description states; the best row where it states none. */
  static double optimum(TabularBenchmark table) {
    return table.optimum().orElseGet(() -> {
      double sign = table.reportMetric().goal() == Metric.Goal.MAXIMIZE ? 1 : -1;
      double best = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < table.size(); row++) {
        best = Math.max(best, sign * table.report(new TableEntry(row, List.of())));
      }
      return sign * best;
    });
  }

  /**
   * How likely a difference like this is, or a greater one, in either direction, if both draw from
   * one distribution: the test of Mann and Whitney, by its normal approximation. Ties are given
   * their mean rank, but the variance is not corrected for them, so that with many ties the value
   * is too high rather than too low. Empty for the other one itself.
   */
  OptionalDouble probabilityOfSameAs(Standing other) {
    return other == this
        ? OptionalDouble.empty()
        : OptionalDouble.of(new MannWhitneyUTest().mannWhitneyUTest(reports(), other.reports()));
  }

  /**
   * Of a processor's time, for strategy, engine and table together; proposals that cost no
   * evaluation are in it.
   */
  double millisecondsPerTrial() {
    double nanoseconds = runs.stream().mapToLong(Run::nanoseconds).sum();
    return nanoseconds / 1e6 / runs.stream().mapToInt(Run::evaluations).sum();
  }

  /**
   * The mean course with its 95 % confidence band: lower end, mean and upper end at each point of
   * the grid.
   */
  double[][] band() {
    int points = contest.budget().grid().length;
    double[][] band = new double[points][];
    for (int i = 0; i < points; i++) {
      int point = i;
      DescriptiveStatistics values = new DescriptiveStatistics(
          runs.stream().mapToDouble(run -> run.course()[point]).toArray());
      double half = QUANTILE * values.getStandardDeviation() / Math.sqrt(values.getN());
      band[i] = new double[] {values.getMean() - half, values.getMean(), values.getMean() + half};
    }
    return band;
  }
}
