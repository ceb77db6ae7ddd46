package org.nas4j.strategy.surrogate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which kernel explains what was observed: the likeliest one, or one that is drawn for each
 * proposal, the rather the likelier it is. Likelihoods are computed anew every so many trials.
 */
final class KernelChoice {

  private final int period;
  private final Optional<Double> temperature;
  private Map<Kernel, Double> logLikelihoods = Map.of();
  private int next;

  /**
   * Nothing known yet.
   *
   * @param period trials after which likelihoods are computed anew
   * @param temperature a kernel is drawn in proportion to its likelihood to the power of 1 by it;
   *     none for the likeliest
   */
  KernelChoice(int period, Optional<Double> temperature) {
    this.period = period;
    this.temperature = temperature;
  }

  /**
   * For the next proposal.
   *
   * @param observed of which the targets are known
   * @param targets in the same order
   * @param trials that were observed, some of which may be forgotten
   * @param random randomness of the proposal, untouched if kernels are not drawn
   */
  Kernel of(List<Encoded> observed, double[] targets, int trials, RandomGenerator random) {
    if (trials >= next) {
      logLikelihoods = logLikelihoods(observed, targets);
      next = trials + period;
    }
    Kernel likeliest = logLikelihoods.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .orElseThrow()
        .getKey();
    return temperature.isEmpty() ? likeliest : drawn(likeliest, random);
  }

  private static Map<Kernel, Double> logLikelihoods(List<Encoded> observed, double[] targets) {
    Encoded[] all = observed.toArray(Encoded[]::new);
    int[][] distances = GaussianProcess.distances(all);
    Map<Kernel, Double> logLikelihoods = new LinkedHashMap<>();
    for (Kernel each : Kernel.choice()) {
      logLikelihoods.put(each, new GaussianProcess(each, all, distances, targets).logLikelihood());
    }
    return logLikelihoods;
  }

  private Kernel drawn(Kernel likeliest, RandomGenerator random) {
    Map<Kernel, Double> shares = new LinkedHashMap<>();
    logLikelihoods.forEach((kernel, each) -> shares.put(
        kernel, StrictMath.exp((each - logLikelihoods.get(likeliest)) / temperature.get())));
    double left = random.nextDouble()
        * shares.values().stream().mapToDouble(Double::doubleValue).sum();
    for (Map.Entry<Kernel, Double> each : shares.entrySet()) {
      left -= each.getValue();
      if (left < 0) {
        return each.getKey();
      }
    }
    return likeliest;
  }
}
