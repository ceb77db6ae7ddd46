package org.nas4j.predict;

import java.util.List;

/**
 * What a regressor sees of the beginning of a curve: its values, their first and their second
 * differences, and the features that were known before (baker2017prediction, section 3.1).
 */
final class CurveFeatures {

  private CurveFeatures() {}

  /** For τ ≥ 2 steps, 3τ − 3 numbers and the features. */
  static double[] of(LearningCurve curve, int steps) {
    List<Double> known = curve.features();
    double[] values =
        curve.values().stream().limit(steps).mapToDouble(Double::doubleValue).toArray();
    double[] first = differences(values);
    double[] second = differences(first);
    double[] all = new double[values.length + first.length + second.length + known.size()];
    System.arraycopy(values, 0, all, 0, values.length);
    System.arraycopy(first, 0, all, values.length, first.length);
    System.arraycopy(second, 0, all, values.length + first.length, second.length);
    for (int i = 0; i < known.size(); i++) {
      all[all.length - known.size() + i] = known.get(i);
    }
    return all;
  }

  private static double[] differences(double[] values) {
    double[] differences = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = values[i + 1] - values[i];
    }
    return differences;
  }
}
