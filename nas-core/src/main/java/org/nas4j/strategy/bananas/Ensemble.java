package org.nas4j.strategy.bananas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Several predictors that differ in how they began: their spread is how unsure they are. */
final class Ensemble {

  private static final double LEAST_SPREAD = 1e-9;

  private final List<Perceptron> members = new ArrayList<>();

  /** A mean and a standard deviation, in units of the standardised rewards. */
  record Belief(double mean, double deviation) {

    /** Thompson sampling, for this candidate alone. */
    double draw(RandomGenerator random) {
      return mean + deviation * random.nextGaussian();
    }
  }

  Ensemble(
      List<int[]> features,
      double[] rewards,
      int known,
      Bananas.Training training,
      RandomGenerator random) {
    double[] targets = standardised(rewards);
    for (int i = 0; i < training.members(); i++) {
      SplittableRandom own = new SplittableRandom(random.nextLong());
      Perceptron member = new Perceptron(known, training.layers(), training.units(), own);
      member.fit(features, targets, training, own);
      members.add(member);
    }
  }

  private static double[] standardised(double[] rewards) {
    double mean = Arrays.stream(rewards).average().orElse(0);
    double square =
        Arrays.stream(rewards).map(each -> (each - mean) * (each - mean)).sum();
    double deviation = Math.max(LEAST_SPREAD, Math.sqrt(square / rewards.length));
    return Arrays.stream(rewards).map(each -> (each - mean) / deviation).toArray();
  }

  Belief belief(int[] features) {
    double[] said = members.stream().mapToDouble(each -> each.predict(features)).toArray();
    double mean = Arrays.stream(said).average().orElseThrow();
    double square =
        Arrays.stream(said).map(each -> (each - mean) * (each - mean)).sum();
    return new Belief(mean, Math.sqrt(square / said.length));
  }
}
