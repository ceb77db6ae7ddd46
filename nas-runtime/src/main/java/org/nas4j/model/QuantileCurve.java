package org.nas4j.model;

import java.util.Collections;
import java.util.List;

/**
 * A rising curve through points, which brings numbers of very different sizes close together:
 * incomes, counts, prices. Between two points it is a straight line, and beyond the first and the
 * last it is level, so that no value is farther out than those of the training data.
 *
 * @param values of the points, rising
 * @param scores what becomes of them, rising: for example the quantiles of a normal distribution
 */
public record QuantileCurve(List<Double> values, List<Double> scores) {

  /** Checks and copies. */
  public QuantileCurve {
    values = List.copyOf(values);
    scores = List.copyOf(scores);
    if (values.size() < 2 || values.size() != scores.size()) {
      throw new IllegalArgumentException("A curve needs two points at least, and a score for each"
          + " value, but has [" + values.size() + "] values and [" + scores.size() + "] scores.");
    }
    requireRising(values, "values");
    requireRising(scores, "scores");
  }

  private static void requireRising(List<Double> numbers, String name) {
    for (int i = 0; i < numbers.size(); i++) {
      boolean rises = i == 0 || numbers.get(i) > numbers.get(i - 1);
      if (!rises || !Double.isFinite(numbers.get(i))) {
        throw new IllegalArgumentException("The " + name
            + " of a curve must be finite and rise, but number [" + i + "] of them is ["
            + numbers.get(i) + "]" + (i == 0 ? "." : " after [" + numbers.get(i - 1) + "]."));
      }
    }
  }

  /**
   * The score of a value.
   *
   * @param value any finite number
   * @return from the first to the last score
   */
  public double at(double value) {
    int last = values.size() - 1;
    if (value <= values.get(0)) {
      return scores.get(0);
    }
    if (value >= values.get(last)) {
      return scores.get(last);
    }
    int found = Collections.binarySearch(values, value);
    if (found >= 0) {
      return scores.get(found);
    }
    int above = -found - 1;
    double share = (value - values.get(above - 1)) / (values.get(above) - values.get(above - 1));
    return scores.get(above - 1) + share * (scores.get(above) - scores.get(above - 1));
  }
}
