package org.nas4j.internal.policy;

/** Mean and spread of a few numbers. */
final class Statistics {

  private Statistics() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  /** To mean 0 and deviation 1; all zero if they are all equal. */
  static void standardize(double[] values) {
    double mean = mean(values);
    double deviation = deviation(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation > 0 ? (values[i] - mean) / deviation : 0;
    }
  }
}
