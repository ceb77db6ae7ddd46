package org.nas4j.strategy.networkkernel;

import java.util.Arrays;
import java.util.List;

/**
 * Regression by a Gaussian process of mean zero on networks (rasmussen2006gp, algorithm 2.1), with
 * the covariance exp(−(d/s)²) of the edit distance d, s the median distance between observations.
 * An edit distance need not give a positive definite matrix: the diagonal grows until it is one.
 */
final class NetworkProcess {

  private static final double FIRST_JITTER = 1e-6;

  private final List<NetworkOutline> seen;
  private final double scale;
  private final double[][] factor;
  private final double[] weights;
  private final double mean;
  private final double deviation;

  NetworkProcess(List<NetworkOutline> seen, double[] rewards) {
    this.seen = seen;
    int n = rewards.length;
    mean = Arrays.stream(rewards).average().orElse(0);
    double square =
        Arrays.stream(rewards).map(each -> (each - mean) * (each - mean)).sum();
    deviation = Math.max(1e-9, Math.sqrt(square / n));
    double[][] distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = EditDistance.between(seen.get(i), seen.get(j));
      }
    }
    scale = median(distances);
    double[][] found = null;
    for (double jitter = FIRST_JITTER; found == null; jitter *= 2) {
      found = factorize(distances, jitter);
    }
    factor = found;
    double[] targets =
        Arrays.stream(rewards).map(each -> (each - mean) / deviation).toArray();
    weights = backward(forward(targets));
  }

  private static double median(double[][] distances) {
    double[] all = new double[distances.length * (distances.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < distances.length; i++) {
      for (int j = 0; j < i; j++) {
        all[count++] = distances[i][j];
      }
    }
    Arrays.sort(all);
    double middle = all.length == 0 ? 1 : all[all.length / 2];
    return middle > 0 ? middle : 1;
  }

  private double covariance(double distance) {
    return StrictMath.exp(-(distance / scale) * (distance / scale));
  }

  /** Null if the matrix is not positive definite. */
  private double[][] factorize(double[][] distances, double jitter) {
    double[][] rows = new double[distances.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 + jitter : covariance(distances[i][j]);
        for (int k = 0; k < j; k++) {
          sum -= rows[i][k] * rows[j][k];
        }
        if (i == j && sum <= jitter / 2) {
          return null;
        }
        rows[i][j] = i == j ? Math.sqrt(sum) : sum / rows[j][j];
      }
    }
    return rows;
  }

  private double[] forward(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < x.length; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[i][j] * x[j];
      }
      x[i] = sum / factor[i][i];
    }
    return x;
  }

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

  /** The mean that is expected plus so many standard deviations. */
  double bound(NetworkOutline network, double width) {
    double[] covariances = new double[seen.size()];
    double expected = 0;
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] = covariance(EditDistance.between(network, seen.get(i)));
      expected += covariances[i] * weights[i];
    }
    double explained = 0;
    for (double each : forward(covariances)) {
      explained += each * each;
    }
    double spread = Math.sqrt(Math.max(0, 1 - explained));
    return mean + deviation * (expected + width * spread);
  }
}
