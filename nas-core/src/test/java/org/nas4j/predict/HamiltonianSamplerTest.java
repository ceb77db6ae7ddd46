package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Parameter;

class HamiltonianSamplerTest {

  private static final double CORRELATION = 0.6;
  private static final double[] MEANS = {1, -2};
  private static final double[] DEVIATIONS = {1, 3};

  private final SplittableRandom random = new SplittableRandom(1);
  private final Parameter place = new Parameter(2);

  /** The energy's gradient, exact or with noise as of a minibatch. */
  private void addGradient(double noise) {
    double u = (place.value()[0] - MEANS[0]) / DEVIATIONS[0];
    double v = (place.value()[1] - MEANS[1]) / DEVIATIONS[1];
    double rest = 1 - CORRELATION * CORRELATION;
    place.gradient()[0] +=
        (u - CORRELATION * v) / rest / DEVIATIONS[0] + noise * random.nextGaussian();
    place.gradient()[1] +=
        (v - CORRELATION * u) / rest / DEVIATIONS[1] + noise * random.nextGaussian();
  }

  /** Mean, variance of the first, of the second, and covariance. */
  private double[] moments(double stepSize, double noise, int steps) {
    HamiltonianSampler sampler = new HamiltonianSampler(List.of(place), stepSize, 0.05);
    for (int step = 0; step < 3_000; step++) {
      addGradient(noise);
      sampler.step(true, random);
    }
    double[] sums = new double[5];
    for (int step = 0; step < steps; step++) {
      addGradient(noise);
      sampler.step(false, random);
      double x = place.value()[0] - MEANS[0];
      double y = place.value()[1] - MEANS[1];
      sums[0] += x / steps;
      sums[1] += y / steps;
      sums[2] += x * x / steps;
      sums[3] += y * y / steps;
      sums[4] += x * y / steps;
    }
    return sums;
  }

  /** Specification, 12.1. */
  @Test
  void drawsFromCorrelatedNormalDistribution() {
    double[] moments = moments(0.03, 0, 1_000_000);
    assertThat(moments[0]).isCloseTo(0, within(0.1));
    assertThat(moments[1]).isCloseTo(0, within(0.3));
    assertThat(moments[2]).isCloseTo(1, within(0.1));
    assertThat(moments[3]).isCloseTo(9, within(0.9));
    assertThat(moments[4]).isCloseTo(1.8, within(0.18));
  }

  /** Noise of gradients is counted: by ε⁴ less of its own. */
  @Test
  void drawsFromTheSameWhereGradientsAreNoisy() {
    double[] moments = moments(0.1, 3, 1_000_000);
    assertThat(moments[2]).isCloseTo(1, within(0.1));
    assertThat(moments[3]).isCloseTo(9, within(0.9));
  }

  @Test
  void scalesOfOneServeAnother() {
    HamiltonianSampler sampler = new HamiltonianSampler(List.of(place), 0.03, 0.05);
    addGradient(0);
    sampler.step(true, random);
    double[][] scales = sampler.scales();
    assertThat(scales[0][0]).isNotEqualTo(1);
    HamiltonianSampler other = new HamiltonianSampler(List.of(place), 0.03, 0.05);
    other.setScales(scales);
    addGradient(0);
    other.step(false, random);
    assertThat(other.scales()[0]).isEqualTo(scales[0]);
    assertThat(place.gradient()).containsOnly(0);
  }
}
