package org.nas4j.predict;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.nas4j.internal.checks.Checks;

/**
 * A figure that was foretold, with its spread: a mixture of normal distributions in equal parts, of
 * which a plain normal one is the case of one part. Immutable.
 */
public final class PredictedValue {

  private static final int HALVINGS = 80;

  /** Beyond so many deviations from all means there is nothing. */
  private static final double REACH = 40;

  private final double[] means;
  private final double[] deviations;

  private PredictedValue(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * A normal distribution.
   *
   * @param mean finite
   * @param deviation its standard deviation, at least 0
   * @return the value
   */
  public static PredictedValue normal(double mean, double deviation) {
    return mixture(new double[] {mean}, new double[] {deviation});
  }

  /**
   * A mixture, as of what samples of a posterior foretell.
   *
   * @param means at least one, finite
   * @param deviations as many, each at least 0
   * @return the value
   */
  static PredictedValue mixture(double[] means, double[] deviations) {
    if (means.length == 0 || means.length != deviations.length) {
      throw new IllegalArgumentException("A mixture needs as many deviations as means, but got ["
          + deviations.length + "] and [" + means.length + "].");
    }
    for (int i = 0; i < means.length; i++) {
      Checks.finite(means[i], "mean");
      Checks.notNegative(deviations[i], "deviation");
    }
    return new PredictedValue(means.clone(), deviations.clone());
  }

  /**
   * What is to be expected.
   *
   * @return the mean
   */
  public double mean() {
    return Arrays.stream(means).average().orElseThrow();
  }

  /**
   * The spread: of the parts' means, and the mean of their variances (klein2017curves prints a sum
   * in its place).
   *
   * @return standard deviation, at least 0
   */
  public double deviation() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      double apart = means[i] - mean;
      sum += apart * apart + deviations[i] * deviations[i];
    }
    return StrictMath.sqrt(sum / means.length);
  }

  /**
   * How probable it is that the figure will be greater.
   *
   * @param value any number
   * @return a probability
   */
  public double probabilityAbove(double value) {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += above(value, means[i], deviations[i]);
    }
    return sum / means.length;
  }

  private static double above(double value, double mean, double deviation) {
    if (deviation == 0) {
      return mean > value ? 1 : 0;
    }
    return 0.5 * Erf.erfc((value - mean) / (deviation * StrictMath.sqrt(2)));
  }

  /**
   * The value that the figure stays below with some probability: 0.5 gives the median, which a few
   * wild samples move less than the mean.
   *
   * @param probability in (0, 1)
   * @return the value
   */
  public double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "The probability of a quantile must be above 0 and below 1, but is [" + probability
              + "].\nMaybe it was given in percent.");
    }
    double reach = REACH * Arrays.stream(deviations).max().orElseThrow();
    double low = Arrays.stream(means).min().orElseThrow() - reach;
    double high = Arrays.stream(means).max().orElseThrow() + reach;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      if (1 - probabilityAbove(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  @Override
  public String toString() {
    return mean() + " ± " + deviation();
  }
}
