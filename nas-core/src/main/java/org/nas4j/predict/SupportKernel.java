package org.nas4j.predict;

/** How alike two rows are to a {@link SequentialRegression}. */
public enum SupportKernel {
  /** exp(−γ |a − b|²). */
  RADIAL {
    @Override
    double of(double[] one, double[] other, double gamma) {
      double square = 0;
      for (int i = 0; i < one.length; i++) {
        square += (one[i] - other[i]) * (one[i] - other[i]);
      }
      return StrictMath.exp(-gamma * square);
    }
  },

  /** γ a·b, so that C and γ are one setting. */
  LINEAR {
    @Override
    double of(double[] one, double[] other, double gamma) {
      double product = 0;
      for (int i = 0; i < one.length; i++) {
        product += one[i] * other[i];
      }
      return gamma * product;
    }
  };

  abstract double of(double[] one, double[] other, double gamma);
}
