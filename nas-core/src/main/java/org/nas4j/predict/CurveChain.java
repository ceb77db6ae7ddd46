package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A chain of networks drawn from their posterior, given points of curves. Points come in groups,
 * and each minibatch has as many of each group, whose gradients are weighed so that their mean is
 * right: a group may be small. For one thread.
 */
final class CurveChain {

  private final CurveNetwork network;
  private final HamiltonianSampler sampler;
  private final BayesianCurveSettings settings;
  private final List<List<TimedValue>> groups;
  private final RandomGenerator random;

  /** A chain that begins where the network is. */
  CurveChain(
      CurveNetwork network,
      List<List<TimedValue>> groups,
      BayesianCurveSettings settings,
      RandomGenerator random) {
    this.network = network;
    this.groups = groups;
    this.settings = settings;
    this.random = random;
    sampler =
        new HamiltonianSampler(network.parameters(), settings.stepSize(), settings.friction());
  }

  HamiltonianSampler sampler() {
    return sampler;
  }

  /** Goes on, and keeps nothing. */
  void run(int steps, boolean adapts) {
    int each = Math.max(1, settings.batch() / groups.size());
    for (int step = 0; step < steps; step++) {
      for (List<TimedValue> points : groups) {
        double factor = (double) points.size() / each;
        for (int i = 0; i < each; i++) {
          network.addGradient(points.get(random.nextInt(points.size())), factor);
        }
      }
      network.addPriorGradient();
      sampler.step(adapts, random);
    }
  }

  /** Networks of the steps that follow, at equal distances. */
  List<double[][]> sample(int steps, int thinning) {
    List<double[][]> samples = new ArrayList<>();
    for (int step = thinning; step <= steps; step += thinning) {
      run(thinning, false);
      samples.add(network.snapshot());
    }
    return samples;
  }
}
