package org.nas4j.arch;

/** What counts as an error of a predicted number; targets are to be standardised. */
public enum RegressionLoss {
  /** The square of the difference d: d². The prediction tends to the mean. */
  SQUARED,
  /** The difference without its sign: |d|. The prediction tends to the median. */
  ABSOLUTE,
  /**
   * d²/2 for |d| up to 1, and |d| − 1/2 beyond: like squares near by, but no outlier weighs more
   * than another (Huber 1964, with a bend at 1).
   */
  HUBER;

  /**
   * The error of one number.
   *
   * @param difference prediction minus target
   * @return at least 0
   */
  public double of(double difference) {
    double size = Math.abs(difference);
    return switch (this) {
      case SQUARED -> difference * difference;
      case ABSOLUTE -> size;
      case HUBER -> size <= 1 ? size * size / 2 : size - 0.5;
    };
  }

  /**
   * Its derivative by the prediction.
   *
   * @param difference prediction minus target
   * @return 0 for a difference of 0
   */
  public double slope(double difference) {
    return switch (this) {
      case SQUARED -> 2 * difference;
      case ABSOLUTE -> Math.signum(difference);
      case HUBER -> Math.max(-1, Math.min(1, difference));
    };
  }
}
