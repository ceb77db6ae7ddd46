package org.nas4j.predict;

import static org.apache.commons.math3.util.FastMath.exp;
import static org.apache.commons.math3.util.FastMath.log;
import static org.apache.commons.math3.util.FastMath.pow;

/**
 * The eleven families of rising curves by which accuracies are continued (domhan2015curves, table
 * 1; start values from the authors' code). FastMath is plain Java, so that values repeat bit for
 * bit as with StrictMath, in half the time. A value is NaN where a family has none for its
 * parameters.
 */
public enum CurveFamily {
  /** exp(a + b/x + c ln x). */
  VAPOR_PRESSURE((x, ln, p, i) -> exp(p[i] + p[i + 1] / x + p[i + 2] * ln), -0.622, -0.470, 0.042),

  /** c − a x^−α. */
  POW3((x, ln, p, i) -> p[i] - p[i + 1] * exp(-p[i + 2] * ln), 0.84, 0.52, 0.01),

  /** ln(a ln x + b). */
  LOG_LOG_LINEAR((x, ln, p, i) -> log(p[i] * ln + p[i + 1]), 1, 1),

  /** θ x^η / (κ^η + x^η). */
  HILL3(
      (x, ln, p, i) -> {
        double power = exp(p[i + 1] * ln);
        return p[i] * power / (pow(p[i + 2], p[i + 1]) + power);
      },
      0.772,
      0.586,
      2.46),

  /** a / (1 + (x/e^b)^c). */
  LOG_POWER((x, ln, p, i) -> p[i] / (1 + exp(p[i + 2] * (ln - p[i + 1]))), 0.77, 2.98, -0.51),

  /** c − (a x + b)^−α. */
  POW4((x, ln, p, i) -> p[i] - pow(p[i + 1] * x + p[i + 2], -p[i + 3]), 0.8, 200, 0, 0.1),

  /** Morgan, Mercer, Flodin: α − (α−β) / (1 + (κ x)^δ). */
  MMF(
      (x, ln, p, i) -> p[i] - (p[i] - p[i + 1]) / (1 + pow(p[i + 2] * x, p[i + 3])),
      0.7,
      0.1,
      0.01,
      5),

  /** c − exp(−a x^α + b). */
  EXP4((x, ln, p, i) -> p[i] - exp(-p[i + 1] * exp(p[i + 3] * ln) + p[i + 2]), 0.7, 0.8, -0.8, 0.3),

  /** α − (α−β) exp(−κ x^δ). */
  JANOSCHEK(
      (x, ln, p, i) -> p[i] - (p[i] - p[i + 1]) * exp(-p[i + 2] * exp(p[i + 3] * ln)),
      0.73,
      0.07,
      0.355,
      0.46),

  /** α − (α−β) exp(−(κ x)^δ). */
  WEIBULL(
      (x, ln, p, i) -> p[i] - (p[i] - p[i + 1]) * exp(-pow(p[i + 2] * x, p[i + 3])),
      0.7,
      0.1,
      0.01,
      1),

  /** c − a / ln(x + 1). */
  ILOG2((x, ln, p, i) -> p[i] - p[i + 1] / log(x + 1), 0.78, 0.43);

  /** Reads its parameters from a place in an array that other families share. */
  @FunctionalInterface
  private interface Curve {
    double value(double x, double logarithm, double[] parameters, int from);
  }

  private final Curve curve;
  private final double[] start;

  CurveFamily(Curve curve, double... start) {
    this.curve = curve;
    this.start = start;
  }

  /** How many parameters it has. */
  int size() {
    return start.length;
  }

  /** Where a fit starts: a new array. */
  double[] start() {
    return start.clone();
  }

  /**
   * Its value.
   *
   * @param step number of the step, from 1
   * @param logarithm its natural logarithm, which all families share
   * @param parameters of several families
   * @param from where its own begin
   */
  double value(double step, double logarithm, double[] parameters, int from) {
    return curve.value(step, logarithm, parameters, from);
  }
}
