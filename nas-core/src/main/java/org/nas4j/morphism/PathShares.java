package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.space.InfeasibleException;

/**
 * Which channels each copy of a path reads and makes at each of its nodes. Channels are shared out
 * as evenly as can be, the first copies getting one more.
 */
final class PathShares {

  private final List<Step> steps;
  private final int branches;

  private PathShares(List<Step> steps, int branches) {
    this.steps = steps;
    this.branches = branches;
  }

  /**
   * Consecutive channels.
   *
   * @param from the first
   * @param size how many
   */
  record Range(int from, int size) {

    int[] places() {
      return IntStream.range(from, from + size).toArray();
    }
  }

  /**
   * A node of the path.
   *
   * @param read channels that go in, of all copies together
   * @param made channels that come out, of all copies together
   * @param dividesRead whether each copy is given a part of them
   * @param dividesMade whether each copy makes a part of them
   */
  private record Step(Layer layer, int read, int made, boolean dividesRead, boolean dividesMade) {

    /** Groups of a convolution. */
    int groups() {
      return layer instanceof Convolution convolution ? convolution.groups() : 1;
    }
  }

  /** Every copy is the whole path. */
  static PathShares whole(Architecture architecture, List<Node> path) {
    return new PathShares(
        path.stream()
            .map(node -> new Step(
                node.layer(),
                channelsIn(architecture, node),
                out(architecture, node),
                false,
                false))
            .toList(),
        1);
  }

  /**
   * Every copy makes a part of the channels.
   *
   * @throws InfeasibleException if they cannot be shared out
   */
  static PathShares split(Architecture architecture, List<Node> path, int branches) {
    List<Step> steps = new ArrayList<>();
    boolean divides = true;
    for (int i = path.size() - 1; i >= 0; i--) {
      Node node = path.get(i);
      boolean made = divides;
      if (made) {
        requireSeparable(architecture, node);
      }
      Step step = new Step(
          node.layer(), channelsIn(architecture, node), out(architecture, node), false, made);
      divides = made && (step.groups() > 1 || !node.layer().traits().makesChannels());
      steps.add(0, new Step(step.layer(), step.read(), step.made(), divides, made));
    }
    PathShares shares = new PathShares(steps, branches);
    for (int i = 0; i < path.size(); i++) {
      shares.requireEnough(steps.get(i), path.get(i).name());
    }
    return shares;
  }

  /** What makes no channels treats them one by one, unless it looks at how many there are. */
  private static void requireSeparable(Architecture architecture, Node node) {
    Shape one = architecture
        .inputShapes(node)
        .get(0)
        .match(maps -> maps.withChannels(1), vector -> Shape.vector(1));
    Layer layer = node.layer();
    if (!layer.traits().makesChannels() && layer.output(List.of(one)).channels() != 1) {
      throw Part.inseparable(layer);
    }
  }

  private static int channelsIn(Architecture architecture, Node node) {
    return architecture.inputShapes(node).get(0).channels();
  }

  private static int out(Architecture architecture, Node node) {
    return architecture.shape(node.name()).channels();
  }

  private void requireEnough(Step step, String node) {
    if (step.dividesMade() && step.made() < branches) {
      throw new InfeasibleException(
          "too few channels to share out",
          "Node [" + node + "] makes [" + step.made() + "] channels, too few for [" + branches
              + "] branches.");
    }
    if (step.dividesMade() && step.groups() > 1 && step.groups() % branches != 0) {
      throw new InfeasibleException(
          "groups cannot be shared out",
          "The [" + step.groups() + "] groups of node [" + node
              + "] cannot be shared out evenly among [" + branches + "] branches.");
    }
  }

  /** Whether the path itself is given a part of the channels in each copy. */
  boolean dividesInput() {
    return steps.get(0).dividesRead();
  }

  /** The channels that a copy reads at a node. */
  Range read(int place, int branch) {
    Step step = steps.get(place);
    return step.dividesRead() ? share(step.read(), branch) : new Range(0, step.read());
  }

  private Range made(int place, int branch) {
    Step step = steps.get(place);
    return step.dividesMade() ? share(step.made(), branch) : new Range(0, step.made());
  }

  private Range share(int channels, int branch) {
    int least = channels / branches;
    int larger = channels % branches;
    int from = branch * least + Math.min(branch, larger);
    return new Range(from, least + (branch < larger ? 1 : 0));
  }

  /** The layer of a copy at a node. */
  Layer layer(int place, int branch) {
    Step step = steps.get(place);
    return step.dividesMade()
        ? step.layer().accept(new Part(made(place, branch).size(), branches))
        : step.layer();
  }

  /** The numbers of a copy's layer. */
  WeightArray part(int place, int branch, WeightSpec spec, WeightArray whole) {
    Step step = steps.get(place);
    if (step.groups() > 1) {
      return along(whole, 0, step.dividesMade(), made(place, branch));
    }
    WeightArray part = whole.copy();
    List<AxisRole> roles = AxisRole.of(step.layer(), spec.name());
    for (int axis = 0; axis < roles.size(); axis++) {
      part = switch (roles.get(axis)) {
        case MADE -> along(part, axis, step.dividesMade(), made(place, branch));
        case READ, CARRIED -> along(part, axis, step.dividesRead(), read(place, branch));
        case OTHER -> part;
      };
    }
    return part;
  }

  private static WeightArray along(WeightArray array, int axis, boolean divided, Range range) {
    return divided ? Gather.along(array, axis, range.places(), null) : array.copy();
  }

  /** A layer that makes, or treats, a part of the channels. */
  private static final class Part extends WeightedLayers<Layer> {

    private final int channels;
    private final int branches;

    Part(int channels, int branches) {
      this.channels = channels;
      this.branches = branches;
    }

    @Override
    public Layer visit(Convolution layer) {
      int groups = layer.groups() == 1 ? 1 : layer.groups() / branches;
      return new Convolution(channels, layer.window(), groups, layer.bias());
    }

    @Override
    public Layer visit(DepthwiseConvolution layer) {
      return layer;
    }

    @Override
    public Layer visit(SeparableConvolution layer) {
      return new SeparableConvolution(channels, layer.window(), layer.bias());
    }

    @Override
    public Layer visit(FactorizedReduction layer) {
      throw inseparable(layer);
    }

    @Override
    public Layer visit(BatchNormalization layer) {
      return layer;
    }

    @Override
    public Layer visit(Dense layer) {
      return new Dense(channels, layer.bias());
    }

    @Override
    public Layer visit(SoftmaxOutput layer) {
      throw inseparable(layer);
    }

    @Override
    public Layer visit(RegressionOutput layer) {
      throw inseparable(layer);
    }

    @Override
    Layer weightless(Layer layer) {
      return layer;
    }

    private static InfeasibleException inseparable(Layer layer) {
      return new InfeasibleException(
          "layer cannot be shared out",
          "A layer of kind [" + layer.kind()
              + "] cannot be shared out among branches.\nMaybe add its copies.");
    }
  }
}
