package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.InfeasibleException;

/**
 * Net2Wider: more channels, each new one a copy of an old one drawn at random, while whoever reads
 * them divides what it gave to the one by the number of copies (chen2016net2net, section 2.2).
 * Layers whose outputs an addition joins are widened together by the same copies; batch
 * normalizations and depthwise convolutions on the way copy their numbers, running statistics
 * included; concatenations and flattened maps shift places.
 *
 * <p>Duplicated channels have duplicated batch statistics, so that the function is kept in training
 * mode too. Channels of grouped convolutions and factorized reductions stay as many as they are, as
 * do those of inputs and outputs.
 *
 * @param node a convolution, separable convolution or dense layer
 * @param width its channels afterwards, more than before
 * @param noise deviation of Gaussian noise on the copies' kernels, relative to that of the whole
 *     kernel; 0 for none (cai2018eas' code: 0.01)
 */
record Widen(String node, int width, double noise) implements Morphism {

  /** Checks. */
  Widen {
    requireNonNull(node, "node");
    Noise.checked(noise);
  }

  @Override
  public Architecture edit(Architecture parent) {
    ChannelGroups groups = new ChannelGroups(parent);
    int group = groups.widenable(node);
    int old = parent.shape(node).channels();
    if (width <= old) {
      throw new InfeasibleException(
          "not wider",
          "Node [" + node + "] has [" + old + "] channels already, which is not less than [" + width
              + "].");
    }
    Rebuild rebuild = new Rebuild(parent);
    Resizing wider = new Resizing(width);
    for (Node each : parent.nodes()) {
      if (makes(groups, each, group)) {
        rebuild.replace(each.name(), each.layer().accept(wider));
      }
    }
    return rebuild.build();
  }

  static boolean makes(ChannelGroups groups, Node node, int group) {
    return node.layer().traits().makesChannels()
        && groups.axis(node.name()).get(0).group() == group;
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Architecture architecture = parent.architecture();
    int group = new ChannelGroups(architecture).widenable(node);
    int old = architecture.shape(node).channels();
    Replication replication = Replication.draw(group, old, width, random);
    return new ChannelTransfer(replication)
        .made((spec, made, before) -> {
          if (noise > 0 && !spec.name().equals("bias")) {
            disturb(made, before, replication, random);
          }
        })
        .apply(parent);
  }

  /** The same draws, so the same copies; noise is for weights. */
  @Override
  public Map<String, WeightArray> transferState(
      WeightedArchitecture state, Architecture child, RandomGenerator random) {
    return new Widen(node, width, 0).transfer(state, child, random);
  }

  /** Noise on the new copies only, so that the first channels stay exact. */
  private void disturb(
      WeightArray kernel, WeightArray before, Replication replication, RandomGenerator random) {
    double deviation = noise * Noise.deviation(before.values());
    int each = kernel.values().length / width;
    for (int j = 0; j < width; j++) {
      if (replication.isNew(j)) {
        Noise.add(kernel.values(), j * each, (j + 1) * each, deviation, random);
      }
    }
  }
}
