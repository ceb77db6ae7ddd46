package org.nas4j.predict;

/** Steps of a curve and their values, without the part in which it has not begun to rise. */
final class CurvePoints {

  private static final double RISE = 0.05;
  private static final int FOR_STEPS = 5;

  private final double[] steps;
  private final double[] logarithms;
  private final double[] values;

  private CurvePoints(int skipped, double[] all) {
    int size = all.length - skipped;
    steps = new double[size];
    logarithms = new double[size];
    values = new double[size];
    for (int i = 0; i < size; i++) {
      steps[i] = skipped + i + 1;
      logarithms[i] = StrictMath.log(steps[i]);
      values[i] = all[skipped + i];
    }
  }

  /** All of a curve. */
  static CurvePoints all(LearningCurve curve) {
    return new CurvePoints(0, array(curve));
  }

  /**
   * A curve from where it stays above its first value by 0.05 for five steps, as the authors' code
   * begins; all of it if it never does. Steps keep their numbers.
   */
  static CurvePoints risen(LearningCurve curve) {
    double[] all = array(curve);
    for (int i = 0; i + FOR_STEPS <= all.length; i++) {
      if (staysAbove(all, i, all[0] + RISE)) {
        return new CurvePoints(i, all);
      }
    }
    return new CurvePoints(0, all);
  }

  private static boolean staysAbove(double[] all, int from, double value) {
    for (int i = from; i < from + FOR_STEPS; i++) {
      if (all[i] <= value) {
        return false;
      }
    }
    return true;
  }

  private static double[] array(LearningCurve curve) {
    return curve.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  int size() {
    return steps.length;
  }

  double step(int index) {
    return steps[index];
  }

  double logarithm(int index) {
    return logarithms[index];
  }

  double value(int index) {
    return values[index];
  }

  /** A copy. */
  double[] values() {
    return values.clone();
  }
}
