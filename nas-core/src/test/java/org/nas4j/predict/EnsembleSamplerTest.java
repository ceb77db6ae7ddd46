package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnsembleSamplerTest {

  private static final double CORRELATION = 0.8;
  private static final double[] MEANS = {1, -2};
  private static final double[] DEVIATIONS = {1, 3};

  private static double logDensity(double[] place) {
    double u = (place[0] - MEANS[0]) / DEVIATIONS[0];
    double v = (place[1] - MEANS[1]) / DEVIATIONS[1];
    return -(u * u - 2 * CORRELATION * u * v + v * v) / (2 * (1 - CORRELATION * CORRELATION));
  }

  private static EnsembleSampler sampler(int walkers) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] start = new double[walkers][2];
    for (double[] walker : start) {
      walker[0] = 1e-3 * random.nextGaussian();
      walker[1] = 1e-3 * random.nextGaussian();
    }
    return new EnsembleSampler(EnsembleSamplerTest::logDensity, start, random);
  }

  private static double mean(List<double[]> samples, int column) {
    return samples.stream().mapToDouble(each -> each[column]).average().orElseThrow();
  }

  private static double covariance(List<double[]> samples, int one, int other) {
    double first = mean(samples, one);
    double second = mean(samples, other);
    return samples.stream()
        .mapToDouble(each -> (each[one] - first) * (each[other] - second))
        .average()
        .orElseThrow();
  }

  /** Specification, 10.7.4. */
  @Test
  void drawsFromCorrelatedNormalDistribution() {
    EnsembleSampler sampler = sampler(100);
    sampler.run(500);
    List<double[]> samples = sampler.sample(20_000, 10);
    assertThat(samples).hasSize(200_000);
    assertThat(mean(samples, 0)).isCloseTo(1, within(0.05));
    assertThat(mean(samples, 1)).isCloseTo(-2, within(0.1));
    assertThat(covariance(samples, 0, 0)).isCloseTo(1, within(0.05));
    assertThat(covariance(samples, 1, 1)).isCloseTo(9, within(0.45));
    assertThat(covariance(samples, 0, 1)).isCloseTo(2.4, within(0.12));
  }

  @Test
  void acceptsNeitherTooLittleNorTooMuch() {
    EnsembleSampler sampler =
        new EnsembleSampler(EnsembleSamplerTest::wide, spread(40, 10), new SplittableRandom(2));
    sampler.run(500);
    assertThat(sampler.acceptance()).isBetween(0.2, 0.5);
  }

  private static double wide(double[] place) {
    double sum = 0;
    for (double each : place) {
      sum -= each * each / 2;
    }
    return sum;
  }

  private static double[][] spread(int walkers, int dimensions) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] start = new double[walkers][dimensions];
    for (double[] walker : start) {
      for (int i = 0; i < dimensions; i++) {
        walker[i] = random.nextGaussian();
      }
    }
    return start;
  }

  @Test
  void neverGoesWhereTheDensityIsZero() {
    EnsembleSampler sampler = new EnsembleSampler(
        place -> place[0] > 0 ? -place[0] : place[0] < -1 ? Double.NaN : Double.NEGATIVE_INFINITY,
        new double[][] {{1}, {2}, {3}, {4}},
        new SplittableRandom(4));
    assertThat(sampler.sample(500, 1)).allMatch(place -> place[0] > 0);
  }

  @Test
  void refusesWalkersThatMakeNoTwoHalves() {
    assertThatThrownBy(() -> sampler(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[5]");
  }
}
