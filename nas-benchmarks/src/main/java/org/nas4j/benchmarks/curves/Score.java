package org.nas4j.benchmarks.curves;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.predict.PredictedValue;

/** How near a predictor came, over several curves. For one thread. */
final class Score {

  private final List<Double> ends = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();
  private int inside;
  private int silent;

  /** Counts what was foretold for a curve that ended with this value. */
  void add(PredictedValue value, double end) {
    add(value.quantile(0.5), end);
    inside += end >= value.quantile(0.05) && end <= value.quantile(0.95) ? 1 : 0;
  }

  /** Counts a bare figure. */
  void add(double value, double end) {
    ends.add(end);
    errors.add(Math.abs(value - end));
  }

  /** Counts a curve of which nothing could be said. */
  void addSilence() {
    silent++;
  }

  int count() {
    return errors.size();
  }

  int silent() {
    return silent;
  }

  double medianError() {
    return new Median().evaluate(array(errors));
  }

  double meanError() {
    return StatUtils.mean(array(errors));
  }

  /** Share of the variance of the last values that is explained. */
  double r2() {
    double[] all = array(ends);
    return 1 - StatUtils.sumSq(array(errors)) / (StatUtils.populationVariance(all) * all.length);
  }

  /** Share of the last values between the quantiles 0.05 and 0.95. */
  double coverage() {
    return (double) inside / count();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
