package org.nas4j.predict;

import java.util.List;

/**
 * What comes to a node along its paths.
 *
 * @param logValue logarithm of the mean value
 * @param depth how many layers with weights the paths have crossed, by their share of the value
 */
record Flow(double logValue, double depth) {

  /** Of the input. */
  static final Flow OF_ONES = new Flow(0, 0);

  private static final Flow NOTHING = new Flow(Double.NEGATIVE_INFINITY, 0);

  /** He's standard deviation is √(2 / inputs), and a normal draw's mean size √(2 / π) of that. */
  Flow throughWeights(double inputs) {
    return new Flow(logValue + StrictMath.log(4 * inputs / Math.PI) / 2, depth + 1);
  }

  Flow scaled(double factor) {
    return new Flow(logValue + StrictMath.log(factor), depth);
  }

  /** The sum of values with shares; in logarithms, from the greatest. */
  static Flow sum(List<Flow> flows) {
    double greatest =
        flows.stream().mapToDouble(Flow::logValue).max().orElse(Double.NEGATIVE_INFINITY);
    if (greatest == Double.NEGATIVE_INFINITY) {
      return NOTHING;
    }
    double total = 0;
    double depth = 0;
    for (Flow flow : flows) {
      double part = StrictMath.exp(flow.logValue - greatest);
      total += part;
      depth += part * flow.depth;
    }
    return new Flow(greatest + StrictMath.log(total), depth / total);
  }
}
