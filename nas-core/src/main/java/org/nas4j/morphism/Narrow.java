package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.InfeasibleException;

/**
 * Fewer channels: the first ones stay, the others go, with all that was made of them. The function
 * is not kept (zhou2018rena, scaling down).
 *
 * @param node a convolution, separable convolution or dense layer
 * @param width its channels afterwards, fewer than before
 */
record Narrow(String node, int width) implements Morphism {

  /** Checks. */
  Narrow {
    requireNonNull(node, "node");
  }

  @Override
  public boolean keepsFunction() {
    return false;
  }

  @Override
  public Architecture edit(Architecture parent) {
    ChannelGroups groups = new ChannelGroups(parent);
    int group = groups.widenable(node);
    int old = parent.shape(node).channels();
    if (width >= old || width < 1) {
      throw new InfeasibleException(
          "not narrower",
          "Node [" + node + "] has [" + old + "] channels, of which [" + width
              + "] cannot be kept.");
    }
    Rebuild rebuild = new Rebuild(parent);
    Resizing narrower = new Resizing(width);
    for (Node each : parent.nodes()) {
      if (Widen.makes(groups, each, group)) {
        rebuild.replace(each.name(), each.layer().accept(narrower));
      }
    }
    return rebuild.build();
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Architecture architecture = parent.architecture();
    int group = new ChannelGroups(architecture).widenable(node);
    int old = architecture.shape(node).channels();
    return new ChannelTransfer(Replication.draw(group, old, width, random)).apply(parent);
  }
}
