package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which kernel a proposal is made by. */
class KernelChoiceTest {

  private final SplittableRandom random = new SplittableRandom(3);
  private final List<Encoded> observed = observed(12);
  private final double[] targets = sums(observed);

  private List<Encoded> observed(int count) {
    List<Encoded> observed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      observed.add(new Encoded(random.ints(5, 1, 4).toArray(), new double[0]));
    }
    return observed;
  }

  private static double[] sums(List<Encoded> observed) {
    return observed.stream()
        .mapToDouble(each -> IntStream.of(each.code()).sum())
        .toArray();
  }

  private double logLikelihood(Kernel kernel) {
    Encoded[] all = observed.toArray(Encoded[]::new);
    return new GaussianProcess(kernel, all, GaussianProcess.distances(all), targets)
        .logLikelihood();
  }

  @Test
  void takesTheLikeliestWithoutATemperature() {
    KernelChoice choice = new KernelChoice(10, Optional.empty());
    Kernel taken = choice.of(observed, targets, 12, random);
    assertThat(Kernel.choice())
        .allSatisfy(
            each -> assertThat(logLikelihood(each)).isLessThanOrEqualTo(logLikelihood(taken)));
  }

  @Test
  void drawsInProportionToThePowerOfTheLikelihood() {
    KernelChoice choice = new KernelChoice(10, Optional.of(4.0));
    List<Kernel> kernels = Kernel.choice();
    double[] shares = kernels.stream()
        .mapToDouble(each -> Math.pow(Math.exp(logLikelihood(each)), 0.25))
        .toArray();
    double sum = 0;
    for (double each : shares) {
      sum += each;
    }
    long[] counts = new long[shares.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    for (int i = 0; i < 20_000; i++) {
      counts[kernels.indexOf(choice.of(observed, targets, 12, random))]++;
    }
    assertThatCounts(counts).follow(shares);
  }

  /** Targets of another order have another likeliest kernel, seen when it is time to look. */
  @Test
  void looksAnewAfterThePeriod() {
    KernelChoice choice = new KernelChoice(10, Optional.empty());
    Kernel first = choice.of(observed, targets, 12, random);
    double[] noise = random.doubles(12).toArray();
    assertThat(choice.of(observed, noise, 21, random)).isEqualTo(first);
    assertThat(choice.of(observed, noise, 22, random)).isNotEqualTo(first);
  }
}
