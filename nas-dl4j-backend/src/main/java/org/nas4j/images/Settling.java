package org.nas4j.images;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * Gives batch normalizations that start as the identity the statistics of what enters them,
 * measured on training data, so that the function is nearly kept in training too. Deviation from
 * cai2018eas' code, which measures at inference: here the earlier normalizations use the batch, as
 * they will when training begins. They are measured first to last, since each changes what enters
 * the next.
 */
final class Settling {

  /** Means and variances of so many batches are averaged. */
  private static final int BATCHES = 4;

  private Settling() {}

  /**
   * Measures by steps of length 0, in a copy whose normalizations keep the last batch's statistics.
   *
   * @param weights all of the architecture's
   * @param inserted names of batch normalizations; those of auxiliary heads are left as they are
   * @return new weights with which the network computes the same at inference
   */
  static Map<String, WeightArray> settle(
      Architecture architecture,
      Map<String, WeightArray> weights,
      Collection<String> inserted,
      Dataset training,
      Dl4jTraining settings,
      long seed)
      throws InterruptedException {
    Architecture measured = forgetful(MainPath.of(architecture), inserted);
    NetworkSettings still = new NetworkSettings(
        seed,
        new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0),
        0,
        0,
        1,
        settings.precision().type(settings.engine()));
    int batch = Math.min(settings.batch(), training.size());
    WeightedArchitecture current = new WeightedArchitecture(architecture, weights);
    try (Network network = Networks.open(settings.engine(), measured, still, batch, true);
        Minibatches batches = new Minibatches(training, settings, new SplittableRandom(seed))) {
      for (Node node : measured.nodes()) {
        if (inserted.contains(node.name())) {
          Map<String, WeightArray> known = new LinkedHashMap<>(current.weights());
          known.keySet().retainAll(network.weights().keySet());
          network.setWeights(known);
          current = measure(network, batches, node.name(), current);
        }
      }
    }
    return current.weights();
  }

  private static WeightedArchitecture measure(
      Network network, Minibatches batches, String node, WeightedArchitecture current)
      throws InterruptedException {
    int channels = current.weights().get(node + "/mean").values().length;
    float[] mean = new float[channels];
    float[] variance = new float[channels];
    for (int i = 0; i < BATCHES; i++) {
      batches.next(network.examples(batches.size()));
      network.train(batches.targets(), 0);
      Map<String, WeightArray> now = network.weights();
      addShare(mean, now.get(node + "/mean").values());
      addShare(variance, now.get(node + "/variance").values());
    }
    return current.settled(node, mean, variance);
  }

  private static void addShare(float[] sum, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i] / BATCHES;
    }
  }

  private static Architecture forgetful(Architecture architecture, Collection<String> inserted) {
    Architecture.Builder builder = Architecture.builder(architecture.input());
    for (Node node : architecture.nodes()) {
      boolean forgets = inserted.contains(node.name());
      builder.add(
          node.name(),
          forgets && node.layer() instanceof BatchNormalization layer
              ? new BatchNormalization(layer.epsilon(), 0)
              : node.layer(),
          node.inputs());
    }
    return builder.build(architecture.output());
  }
}
