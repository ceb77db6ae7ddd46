package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/**
 * Several copies of a path side by side in its place (cai2018pathlevel, section 3.1). To be added,
 * all copies are alike and their mean is taken. To be concatenated, each makes a part of the
 * channels: the last layer on the path that makes channels makes fewer, what follows it treats
 * fewer; a path without such a layer, or of a grouped convolution, is given a part of the channels.
 * Both keep the function, in training too but for dropout.
 *
 * @param path consecutive nodes, each the only reader of the one before
 * @param branches how many copies, at least 2
 * @param by how they are joined
 * @param noise deviation of Gaussian noise on kernels of which there are equal ones, relative to
 *     that of the kernel; the first copy stays exact
 */
record PathCopies(List<String> path, int branches, Join by, double noise) implements Morphism {

  /** How copies are joined. */
  enum Join {
    /** By their mean. */
    AVERAGE,
    /** Side by side. */
    CONCAT
  }

  /** Checks and copies. */
  PathCopies {
    path = List.copyOf(path);
    requireNonNull(by, "by");
    Noise.checked(noise);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("A path has at least one node.");
    }
    if (branches < 2) {
      throw new IllegalArgumentException("There must be at least 2 branches, but are to be ["
          + branches + "].\nMaybe leave the path as it is.");
    }
  }

  /** How a path is shared out among its copies. */
  private PathShares shares(Architecture parent, PathNames names) {
    return by == Join.AVERAGE
        ? PathShares.whole(parent, names.nodes())
        : PathShares.split(parent, names.nodes(), branches);
  }

  @Override
  public Architecture edit(Architecture parent) {
    PathNames names = PathNames.of(parent, path);
    PathShares shares = shares(parent, names);
    Architecture.Builder builder = Architecture.builder(parent.input());
    String last = names.last().name();
    String joined = Rebuild.fresh(parent, last, "join");
    boolean done = false;
    for (Node node : parent.nodes()) {
      if (path.contains(node.name())) {
        addCopy(builder, names, shares, node, 0);
      } else {
        boolean behind = done;
        builder.add(
            node.name(),
            node.layer(),
            node.inputs().stream()
                .map(input -> behind && input.equals(last) ? joined : input)
                .toList());
      }
      if (node.name().equals(last)) {
        addOthers(builder, names, shares, joined);
        done = true;
      }
    }
    return builder.build(parent.output());
  }

  private void addOthers(
      Architecture.Builder builder, PathNames names, PathShares shares, String joined) {
    List<String> ends = new ArrayList<>(List.of(names.last().name()));
    for (int branch = 1; branch < branches; branch++) {
      String end = null;
      for (Node node : names.nodes()) {
        end = addCopy(builder, names, shares, node, branch);
      }
      ends.add(end);
    }
    builder.add(joined, by == Join.AVERAGE ? new Average() : new Concat(), ends);
  }

  private String addCopy(
      Architecture.Builder builder, PathNames names, PathShares shares, Node node, int branch) {
    String name = names.inCopy(branch, node.name());
    String input = node.inputs().get(0);
    if (!node.equals(names.first())) {
      input = names.inCopy(branch, input);
    } else if (shares.dividesInput()) {
      PathShares.Range range = shares.read(0, branch);
      input = builder.add(name + "+part", new ChannelWindow(range.from(), range.size()), input);
    }
    int place = names.nodes().indexOf(node);
    return builder.add(name, shares.layer(place, branch), input);
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Architecture architecture = parent.architecture();
    PathNames names = PathNames.of(architecture, path);
    PathShares shares = shares(architecture, names);
    Map<String, WeightArray> weights = new LinkedHashMap<>(Copies.of(parent.weights()));
    for (int branch = 0; branch < branches; branch++) {
      for (int place = 0; place < names.nodes().size(); place++) {
        Node node = names.nodes().get(place);
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          WeightArray whole = parent.weights().get(spec.of(node.name()));
          WeightArray part = shares.part(place, branch, spec, whole);
          if (branch > 0 && noise > 0 && isEqualKernel(spec, part, whole)) {
            double deviation = noise * Noise.deviation(whole.values());
            Noise.add(part.values(), 0, part.values().length, deviation, random);
          }
          weights.put(spec.of(names.inCopy(branch, node.name())), part);
        }
      }
    }
    return weights;
  }

  /** Parts of a kernel differ from each other anyway. */
  private static boolean isEqualKernel(WeightSpec spec, WeightArray part, WeightArray whole) {
    return spec.shape().size() > 1 && part.values().length == whole.values().length;
  }
}
