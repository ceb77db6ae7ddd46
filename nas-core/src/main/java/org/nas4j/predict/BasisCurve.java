package org.nas4j.predict;

/**
 * The five curves that the curve layer sums up (klein2017curves, section 3.1, in the form of the
 * authors' code). Time t runs from above 0 to 1, parameters a, b and c are in (0, 1), and all
 * curves end at 0, so that their sum says how far below its end a curve still is.
 *
 * <p>Deviation: the code's log power ends at 0 for c = 1 only; this one always.
 */
enum BasisCurve {
  /** exp(−a − b/10t − c/10·ln t) − exp(−a − b/10). */
  VAPOR_PRESSURE(3) {
    @Override
    double value(double t, double[] theta, int at, double[] slopes) {
      double logarithm = StrictMath.log(t);
      double b = theta[at + 1] / 10;
      double now = StrictMath.exp(-theta[at] - b / t - theta[at + 2] / 10 * logarithm);
      double end = StrictMath.exp(-theta[at] - b);
      slopes[at] = end - now;
      slopes[at + 1] = (end - now / t) / 10;
      slopes[at + 2] = -now * logarithm / 10;
      return now - end;
    }
  },
  /** a·(tᵇ − 1). */
  POWER(2) {
    @Override
    double value(double t, double[] theta, int at, double[] slopes) {
      double logarithm = StrictMath.log(t);
      double power = StrictMath.exp(theta[at + 1] * logarithm);
      slopes[at] = power - 1;
      slopes[at + 1] = theta[at] * power * logarithm;
      return theta[at] * (power - 1);
    }
  },
  /** 2a·(1 / (1 + exp(−cb/10)) − 1 / (1 + exp(c·(ln t − b/10)))). */
  LOG_POWER(3) {
    @Override
    double value(double t, double[] theta, int at, double[] slopes) {
      double a = 2 * theta[at];
      double c = theta[at + 2];
      double behind = theta[at + 1] / 10 - StrictMath.log(t);
      double end = sigmoid(c * theta[at + 1] / 10);
      double now = sigmoid(c * behind);
      double endSlope = end * (1 - end);
      double nowSlope = now * (1 - now);
      slopes[at] = 2 * (end - now);
      slopes[at + 1] = a * (endSlope - nowSlope) * c / 10;
      slopes[at + 2] = a * (endSlope * theta[at + 1] / 10 - nowSlope * behind);
      return a * (end - now);
    }
  },
  /** a·(exp(−10b) − exp(−10bt)). */
  EXPONENTIAL(2) {
    @Override
    double value(double t, double[] theta, int at, double[] slopes) {
      double end = StrictMath.exp(-10 * theta[at + 1]);
      double now = StrictMath.exp(-10 * theta[at + 1] * t);
      slopes[at] = end - now;
      slopes[at + 1] = 10 * theta[at] * (t * now - end);
      return theta[at] * (end - now);
    }
  },
  /** a·(1 / ((c/t)ᵇ + 1) − 1 / (cᵇ + 1)). */
  HILL(3) {
    @Override
    double value(double t, double[] theta, int at, double[] slopes) {
      double a = theta[at];
      double b = theta[at + 1];
      double c = theta[at + 2];
      double endLogarithm = StrictMath.log(c);
      double logarithm = endLogarithm - StrictMath.log(t);
      double now = sigmoid(-b * logarithm);
      double end = sigmoid(-b * endLogarithm);
      double nowSlope = now * (1 - now);
      double endSlope = end * (1 - end);
      slopes[at] = now - end;
      slopes[at + 1] = a * (endSlope * endLogarithm - nowSlope * logarithm);
      slopes[at + 2] = a * (endSlope - nowSlope) * b / c;
      return a * (now - end);
    }
  };

  private final int parameters;

  BasisCurve(int parameters) {
    this.parameters = parameters;
  }

  /** How many: a and b, or a, b and c. */
  int parameters() {
    return parameters;
  }

  /**
   * The value, and how it changes with each parameter.
   *
   * @param t in (0, 1]
   * @param theta parameters, each in (0, 1)
   * @param at where this curve's begin
   * @param slopes gets the derivatives, at the same places
   */
  abstract double value(double t, double[] theta, int at, double[] slopes);

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
