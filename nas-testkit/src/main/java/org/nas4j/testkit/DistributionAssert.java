package org.nas4j.testkit;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;

/**
 * Asserts that counts come from a distribution, by Pearson's chi-squared test. Use it with fixed
 * seeds: then it passes always or never.
 */
public final class DistributionAssert extends AbstractAssert<DistributionAssert, long[]> {

  /** The p-value below which counts are said to come from another distribution. */
  public static final double SIGNIFICANCE = 1e-3;

  private static final double LEAST_EXPECTED = 5;

  private DistributionAssert(long[] counts) {
    super(counts, DistributionAssert.class);
  }

  /**
   * Starts an assertion.
   *
   * @param counts how often each outcome came
   * @return the assertion
   */
  public static DistributionAssert assertThatCounts(long... counts) {
    return new DistributionAssert(requireNonNull(counts, "counts").clone());
  }

  /**
   * All outcomes are equally likely.
   *
   * @return this
   */
  public DistributionAssert areUniform() {
    double[] even = new double[actual.length];
    Arrays.fill(even, 1.0 / actual.length);
    return follow(even);
  }

  /**
   * The outcomes have these probabilities. An outcome of probability 0 must not have come at all.
   *
   * @param probabilities sum to 1; large enough that each outcome is expected five times, unless 0
   * @return this
   */
  public DistributionAssert follow(double... probabilities) {
    isNotNull();
    if (probabilities.length != actual.length) {
      throw new IllegalArgumentException("There are [" + actual.length + "] counts, but ["
          + probabilities.length + "] probabilities.");
    }
    double p = pValue(probabilities);
    if (p < SIGNIFICANCE) {
      failWithMessage(
          "Expected counts %s to follow %s, but the chi-squared test says p = %s",
          Arrays.toString(actual), Arrays.toString(probabilities), p);
    }
    return this;
  }

  private double pValue(double[] probabilities) {
    long total = Arrays.stream(actual).sum();
    double statistic = 0;
    int outcomes = 0;
    for (int i = 0; i < actual.length; i++) {
      double expected = total * probabilities[i];
      if (expected == 0) {
        if (actual[i] > 0) {
          return 0;
        }
        continue;
      }
      if (expected < LEAST_EXPECTED) {
        throw new IllegalArgumentException(
            "Outcome [" + i + "] is expected only [" + expected
                + "] times, too few for the chi-squared test.\nMaybe draw more, or join rare outcomes.");
      }
      outcomes++;
      statistic += (actual[i] - expected) * (actual[i] - expected) / expected;
    }
    return outcomes < 2 ? 1 : upperTail(statistic, outcomes - 1);
  }

  /**
   * Probability that a chi-squared variable exceeds x: the regularised gamma function Q(degrees/2,
   * x/2).
   */
  static double upperTail(double x, int degrees) {
    double half = x / 2;
    double q;
    double term;
    double a;
    if (degrees % 2 == 0) {
      a = 1;
      term = Math.exp(-half);
      q = term;
    } else {
      a = 0.5;
      q = complementaryError(Math.sqrt(half));
      term = half == 0 ? 0 : Math.exp(-half) / Math.sqrt(Math.PI * half);
    }
    for (; a < degrees / 2.0; a++) {
      term *= half / a;
      q += term;
    }
    return Math.min(1, q);
  }

  /** erfc by its series near 0 and its continued fraction elsewhere. */
  private static double complementaryError(double x) {
    if (x < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 60; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 1 - 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = x;
    for (int n = 60; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
