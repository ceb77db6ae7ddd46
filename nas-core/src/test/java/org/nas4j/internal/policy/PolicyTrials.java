package org.nas4j.internal.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.nas4j.internal.math.Parameter;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;

/**
 * What the tests of policies share: fresh policies, episodes, all episodes of a small space, finite
 * differences.
 */
final class PolicyTrials {

  private PolicyTrials() {}

  static LstmPolicy policy(LstmSettings settings, long seed) {
    return new LstmPolicy(
        settings, name -> new SplittableRandom(seed * 1_000_003 + name.hashCode()));
  }

  static Episode sample(LstmPolicy policy, SearchSpace<?> space, long seed) {
    return Episode.of(
        space.sample(policy.begin().sampling(new SplittableRandom(seed), 1)).walk());
  }

  /** Every episode of a space, by walking the tree of answers. */
  static List<Episode> all(SearchSpace<?> space) {
    List<Episode> all = new ArrayList<>();
    List<Integer> prefix = new ArrayList<>();
    do {
      all.add(Episode.of(space.sample(point -> nextOf(point, prefix)).walk()));
    } while (advance(prefix, all.get(all.size() - 1)));
    return all;
  }

  private static int nextOf(DecisionPoint point, List<Integer> prefix) {
    if (point.index() == prefix.size()) {
      prefix.add(0);
    }
    return point.legalOption(prefix.get(point.index()));
  }

  private static boolean advance(List<Integer> prefix, Episode latest) {
    for (int i = prefix.size() - 1; i >= 0; i--) {
      int next = prefix.get(i) + 1;
      if (next < latest.point(i).legalCount()) {
        prefix.set(i, next);
        return true;
      }
      prefix.remove(i);
    }
    return false;
  }

  static void clearGradients(LstmPolicy policy) {
    policy.parameters().forEach(parameter -> Arrays.fill(parameter.gradient(), 0));
  }

  /** The gathered gradients in one row. */
  static double[] gradient(LstmPolicy policy) {
    return policy.parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.gradient()))
        .toArray();
  }

  static double[] values(LstmPolicy policy) {
    return policy.parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.value()))
        .toArray();
  }

  /** Central differences with regard to all parameters, in the order of {@link #gradient}. */
  static double[] differences(LstmPolicy policy, DoubleSupplier objective, double step) {
    double[] differences = new double[values(policy).length];
    int next = 0;
    for (Parameter parameter : List.copyOf(policy.parameters())) {
      double[] value = parameter.value();
      for (int i = 0; i < value.length; i++) {
        double old = value[i];
        parameter.change()[i] = old + step;
        double above = objective.getAsDouble();
        parameter.change()[i] = old - step;
        double below = objective.getAsDouble();
        parameter.change()[i] = old;
        differences[next++] = (above - below) / (2 * step);
      }
    }
    return differences;
  }
}
