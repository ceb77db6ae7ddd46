package org.nas4j.predict;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.nas4j.internal.checks.Checks;

/**
 * A figure that was foretold, with its spread: a mixture of normal distributions in equal parts, of
 * which a plain normal one is the case of one part. Each part may reach further up than down from
 * its median. Immutable.
 */
public final class PredictedValue {

  private static final int HALVINGS = 80;

  /** Beyond so many deviations from all means there is nothing. */
  private static final double REACH = 40;

  /** The mean of what a half of the standard normal distribution is away from 0, halved. */
  private static final double PULL = 1 / StrictMath.sqrt(2 * Math.PI);

  private final double[] medians;
  private final double[] below;
  private final double[] above;

  private PredictedValue(double[] medians, double[] below, double[] above) {
    this.medians = medians;
    this.below = below;
    this.above = above;
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
   * Two halves of normal distributions, which meet at the median.
   *
   * @param median finite
   * @param below standard deviation of the half below it, at least 0
   * @param above likewise
   * @return the value
   */
  public static PredictedValue twoPiece(double median, double below, double above) {
    return new PredictedValue(
        new double[] {Checks.finite(median, "median")},
        new double[] {Checks.notNegative(below, "deviation below")},
        new double[] {Checks.notNegative(above, "deviation above")});
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
    double[] spreads = deviations.clone();
    return new PredictedValue(means.clone(), spreads, spreads);
  }

  /**
   * What is to be expected.
   *
   * @return the mean
   */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < medians.length; i++) {
      sum += medians[i] + shift(i);
    }
    return sum / medians.length;
  }

  /** By how much the mean of a part is above its median. */
  private double shift(int part) {
    return PULL * (above[part] - below[part]);
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
    for (int i = 0; i < medians.length; i++) {
      double shift = shift(i);
      double apart = medians[i] + shift - mean;
      double squares = (below[i] * below[i] + above[i] * above[i]) / 2;
      sum += apart * apart + squares - shift * shift;
    }
    return StrictMath.sqrt(sum / medians.length);
  }

  /**
   * How probable it is that the figure will be greater.
   *
   * @param value any number
   * @return a probability
   */
  public double probabilityAbove(double value) {
    double sum = 0;
    for (int i = 0; i < medians.length; i++) {
      sum += above(value, medians[i], value < medians[i] ? below[i] : above[i]);
    }
    return sum / medians.length;
  }

  private static double above(double value, double median, double deviation) {
    if (deviation == 0) {
      return median > value ? 1 : 0;
    }
    return 0.5 * Erf.erfc((value - median) / (deviation * StrictMath.sqrt(2)));
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
    double low = Arrays.stream(medians).min().orElseThrow() - REACH * greatest(below);
    double high = Arrays.stream(medians).max().orElseThrow() + REACH * greatest(above);
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

  private static double greatest(double[] deviations) {
    return Arrays.stream(deviations).max().orElseThrow();
  }

  @Override
  public String toString() {
    return mean() + " ± " + deviation();
  }
}
