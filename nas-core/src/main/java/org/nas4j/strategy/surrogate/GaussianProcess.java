package org.nas4j.strategy.surrogate;

/**
 * Regression by a Gaussian process of mean zero (rasmussen2006gp, algorithm 2.1) whose covariance
 * is the kernel's of the answers plus a product of what is known untrained, which is a trend in
 * them that is learned: with K = L·Lᵀ the covariance of the observations, noise on its diagonal,
 * the mean at x is k(x)ᵀK⁻¹y and the variance s²·(k(x, x) − |L⁻¹k(x)|²), where s² = yᵀK⁻¹y/n is the
 * most likely scale. The factorization is our own, since that of the mathematics library solves no
 * triangular system, which the variances of hundreds of candidates need.
 */
final class GaussianProcess {

  private final Kernel kernel;
  private final Encoded[] observed;
  /** By distance, up to the greatest between two observations. */
  private final double[] covariances;

  private final double[][] factor;
  private final double[] weights;
  private final double scale;
  private final double logLikelihood;

  GaussianProcess(Kernel kernel, Encoded[] observed, int[][] distances, double[] targets) {
    int n = observed.length;
    this.kernel = kernel;
    this.observed = observed;
    this.covariances = covariances(kernel, observed);
    this.factor = new double[n][];
    double logDeterminant = 0;
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = covariances[distances[i][j]]
            + observed[i].product(observed[j])
            + (i == j ? kernel.noise() : 0);
        double[] other = j == i ? row : factor[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = i == j ? Math.sqrt(sum) : sum / other[j];
      }
      factor[i] = row;
      logDeterminant += 2 * StrictMath.log(row[i]);
    }
    double[] half = forward(targets);
    double square = 0;
    for (double each : half) {
      square += each * each;
    }
    this.scale = Math.max(square / n, 1e-12);
    this.weights = backward(half);
    this.logLikelihood = -0.5 * (n * StrictMath.log(scale) + logDeterminant);
  }

  /** In how many answers each differs from each before it, and 0 from itself. */
  static int[][] distances(Encoded[] observed) {
    int[][] distances = new int[observed.length][];
    for (int i = 0; i < observed.length; i++) {
      distances[i] = new int[i + 1];
      for (int j = 0; j < i; j++) {
        distances[i][j] = observed[i].distance(observed[j]);
      }
    }
    return distances;
  }

  private static double[] covariances(Kernel kernel, Encoded[] observed) {
    int most = 0;
    for (Encoded each : observed) {
      most = Math.max(most, each.code().length);
    }
    double[] covariances = new double[most + 1];
    for (int d = 0; d < covariances.length; d++) {
      covariances[d] = kernel.covariance(d);
    }
    return covariances;
  }

  /** L⁻¹ b. */
  private double[] forward(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < x.length; i++) {
      double sum = b[i];
      double[] row = factor[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    return x;
  }

  /** L⁻ᵀ b. */
  private double[] backward(double[] b) {
    double[] x = b.clone();
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= factor[i][j] * x[i];
      }
    }
    return x;
  }

  private double covariance(Encoded one, Encoded other) {
    int distance = one.distance(other);
    return one.product(other)
        + (distance < covariances.length ? covariances[distance] : kernel.covariance(distance));
  }

  /** How well the kernel explains the observations, up to a constant, at the most likely scale. */
  double logLikelihood() {
    return logLikelihood;
  }

  /** What is expected of a genotype. */
  Prediction predict(Encoded genotype) {
    double[] covariance = new double[observed.length];
    double mean = 0;
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = covariance(genotype, observed[i]);
      mean += covariance[i] * weights[i];
    }
    double explained = 0;
    for (double each : forward(covariance)) {
      explained += each * each;
    }
    return new Prediction(
        mean, Math.sqrt(scale * Math.max(0, 1 + genotype.product(genotype) - explained)));
  }
}
