package org.nas4j.predict;

import java.util.List;

/**
 * What the walkers saw.
 *
 * @param curve the density
 * @param samples places in it, all possible
 */
record CurvePosterior(CombinedCurve curve, List<double[]> samples) {

  /** The distribution of the last step's value. */
  PredictedValue last() {
    return PredictedValue.mixture(
        samples.stream().mapToDouble(curve::last).toArray(),
        samples.stream().mapToDouble(curve::noise).toArray());
  }
}
