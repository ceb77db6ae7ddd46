package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;

/**
 * A point of a curve.
 *
 * @param features what was known of the curve before, standardised; never changed
 * @param time of the last step the part that was over, in (0, 1]
 * @param value of the curve
 */
record TimedValue(double[] features, double time, double value) {

  /** All points of a curve up to its last step. */
  static List<TimedValue> of(LearningCurve curve, double[] features, int lastStep) {
    List<TimedValue> points = new ArrayList<>();
    for (int step = 1; step <= Math.min(lastStep, curve.steps()); step++) {
      points.add(new TimedValue(features, (double) step / lastStep, curve.at(step)));
    }
    return points;
  }
}
