package org.nas4j.images;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
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
 * they will when training begins. All are measured at once: since each is the identity, what enters
 * one is the same with and without the others.
 */
final class Settling {

  /** Means and variances of so many batches are averaged. */
  private static final int BATCHES = 4;

  private static final String HEAD = "measured ~ ";

  private Settling() {}

  /**
   * Measures by steps of length 0, in a copy in which the inserted normalizations are looked
   * through and stand aside, where they keep the last batch's statistics.
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
    Architecture main = MainPath.of(architecture);
    List<String> measured =
        main.nodes().stream().map(Node::name).filter(inserted::contains).toList();
    if (measured.isEmpty()) {
      return weights;
    }
    NetworkSettings still = new NetworkSettings(
        seed,
        new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0),
        0,
        0,
        1,
        settings.precision().type(settings.engine()));
    int batch = Math.min(settings.batch(), training.size());
    try (Network network =
            Networks.open(settings.engine(), aside(main, measured), still, batch, true);
        Minibatches batches = new Minibatches(training, settings, new SplittableRandom(seed))) {
      Map<String, WeightArray> known = new LinkedHashMap<>(weights);
      known.keySet().retainAll(network.weights().keySet());
      network.setWeights(known);
      return measure(network, batches, measured, new WeightedArchitecture(architecture, weights));
    }
  }

  private static Map<String, WeightArray> measure(
      Network network, Minibatches batches, List<String> measured, WeightedArchitecture start)
      throws InterruptedException {
    Map<String, float[]> means = new LinkedHashMap<>();
    Map<String, float[]> variances = new LinkedHashMap<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.next(network.examples(batches.size()));
      network.train(batches.targets(), 0);
      Map<String, WeightArray> now = network.weights();
      for (String node : measured) {
        addShare(means, node, now.get(node + "/mean").values());
        addShare(variances, node, now.get(node + "/variance").values());
      }
    }
    WeightedArchitecture current = start;
    for (String node : measured) {
      current = current.settled(node, means.get(node), variances.get(node));
    }
    return current.weights();
  }

  private static void addShare(Map<String, float[]> sums, String node, float[] values) {
    float[] sum = sums.computeIfAbsent(node, key -> new float[values.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i] / BATCHES;
    }
  }

  /** What is measured feeds a head of its own, so that it is computed, and nothing else. */
  private static Architecture aside(Architecture architecture, List<String> measured) {
    Architecture.Builder builder = Architecture.builder(architecture.input());
    Map<String, String> through = new HashMap<>();
    List<String> pooled = new ArrayList<>();
    for (Node node : architecture.nodes()) {
      List<String> inputs =
          node.inputs().stream().map(each -> through.getOrDefault(each, each)).toList();
      if (measured.contains(node.name()) && node.layer() instanceof BatchNormalization layer) {
        String name = builder.add(node.name(), new BatchNormalization(layer.epsilon(), 0), inputs);
        through.put(node.name(), inputs.get(0));
        boolean maps = builder.shape(name) instanceof Shape.Image;
        pooled.add(maps ? builder.add(HEAD + name, GlobalPooling.AVERAGE, name) : name);
      } else {
        builder.add(node.name(), node.layer(), inputs);
      }
    }
    String all = builder.add(HEAD + "all", new Concat(), pooled);
    int classes = (int) architecture.shape(architecture.output()).elements();
    builder.add(HEAD + "output", SoftmaxOutput.of(classes), all);
    return builder.build(architecture.output());
  }
}
