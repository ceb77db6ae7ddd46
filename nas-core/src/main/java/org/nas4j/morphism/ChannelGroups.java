package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;
import org.nas4j.space.InfeasibleException;

/**
 * Which channels of an architecture belong together: those that an addition joins must be copied
 * alike, as must maps and the values that scale them, those that a concatenation puts side by side
 * stay apart, and everything between a producer and its consumers carries them on. A union-find
 * over the axes that convolutions and dense layers make.
 */
final class ChannelGroups {

  private final Architecture architecture;
  private final List<Integer> parents = new ArrayList<>();
  private final Map<Integer, String> fixed = new HashMap<>();
  private final Map<String, List<Segment>> axes = new HashMap<>();

  ChannelGroups(Architecture architecture) {
    this.architecture = architecture;
    axes.put(
        Architecture.INPUT,
        List.of(fixedSegment(architecture.input().channels(), "it is the network's input")));
    for (Node node : architecture.nodes()) {
      axes.put(node.name(), node.layer().accept(new OutputAxis(node)));
    }
  }

  /** The channel axis of a node's output, or of the input. */
  List<Segment> axis(String name) {
    return axes.get(name).stream()
        .map(each -> new Segment(root(each.group()), each.width(), each.repeat()))
        .toList();
  }

  List<Segment> inputAxis(Node node) {
    return axis(node.inputs().get(0));
  }

  /** The group of channels that a layer makes, if they may be more. */
  int widenable(String name) {
    Layer layer = architecture.node(name).layer();
    if (!layer.traits().makesChannels()) {
      throw new InfeasibleException(
          "nothing to widen",
          "Node [" + name + "] is of kind [" + layer.kind()
              + "], which makes no channels of its own.");
    }
    int group = axis(name).get(0).group();
    String reason = fixed.get(group);
    if (reason != null) {
      throw new InfeasibleException(
          "channels are fixed",
          "The channels of node [" + name + "] cannot become more: " + reason + ".");
    }
    return group;
  }

  /** Whether a node makes channels that may be more or fewer. */
  boolean isWidenable(String name) {
    return architecture.node(name).layer().traits().makesChannels()
        && !fixed.containsKey(axis(name).get(0).group());
  }

  private List<Segment> sum(Node node) {
    return together(node, "an addition joins differently made inputs");
  }

  /** Channels of all inputs that must be copied alike, or not at all. */
  private List<Segment> together(Node node, String reason) {
    List<Segment> first = axes.get(node.inputs().get(0));
    for (String other : node.inputs()) {
      List<Segment> second = axes.get(other);
      boolean alike = first.size() == second.size();
      for (int i = 0; alike && i < first.size(); i++) {
        alike = first.get(i).width() == second.get(i).width()
            && first.get(i).repeat() == second.get(i).repeat();
      }
      if (alike) {
        for (int i = 0; i < first.size(); i++) {
          unite(first.get(i).group(), second.get(i).group());
        }
      } else {
        first.forEach(each -> fix(each, reason));
        second.forEach(each -> fix(each, reason));
      }
    }
    return first;
  }

  private Segment segment(int width) {
    parents.add(parents.size());
    return new Segment(parents.size() - 1, width, 1);
  }

  private Segment fixedSegment(int width, String reason) {
    Segment segment = segment(width);
    fix(segment, reason);
    return segment;
  }

  private void fix(Segment segment, String reason) {
    fixed.putIfAbsent(root(segment.group()), reason);
  }

  private int root(int group) {
    int current = group;
    while (parents.get(current) != current) {
      current = parents.get(current);
    }
    return current;
  }

  private void unite(int one, int other) {
    int kept = root(one);
    int gone = root(other);
    if (kept != gone) {
      parents.set(gone, kept);
      if (fixed.containsKey(gone)) {
        fixed.putIfAbsent(kept, fixed.get(gone));
      }
    }
  }

  /** The channel axis of the output of a node whose inputs have theirs. */
  private final class OutputAxis implements LayerVisitor<List<Segment>> {

    private final Node node;

    OutputAxis(Node node) {
      this.node = node;
    }

    private List<Segment> input() {
      return axes.get(node.inputs().get(0));
    }

    private int width() {
      return architecture.shape(node.name()).channels();
    }

    private List<Segment> made() {
      return List.of(segment(width()));
    }

    private List<Segment> fixed(String reason) {
      return List.of(fixedSegment(width(), reason));
    }

    private List<Segment> output() {
      return fixed("it is the network's output");
    }

    @Override
    public List<Segment> visit(Convolution layer) {
      if (layer.groups() == 1) {
        return made();
      }
      input().forEach(each -> fix(each, "a grouped convolution reads it"));
      return fixed("a grouped convolution makes it");
    }

    @Override
    public List<Segment> visit(DepthwiseConvolution layer) {
      return input();
    }

    @Override
    public List<Segment> visit(SeparableConvolution layer) {
      return made();
    }

    @Override
    public List<Segment> visit(FactorizedReduction layer) {
      return fixed("a factorized reduction makes it of two halves");
    }

    @Override
    public List<Segment> visit(Pooling layer) {
      return input();
    }

    @Override
    public List<Segment> visit(GlobalPooling layer) {
      return input();
    }

    @Override
    public List<Segment> visit(BatchNormalization layer) {
      return input();
    }

    @Override
    public List<Segment> visit(Activation layer) {
      return input();
    }

    @Override
    public List<Segment> visit(Dense layer) {
      return made();
    }

    @Override
    public List<Segment> visit(Dropout layer) {
      return input();
    }

    @Override
    public List<Segment> visit(DropPath layer) {
      return input();
    }

    @Override
    public List<Segment> visit(Identity layer) {
      return input();
    }

    @Override
    public List<Segment> visit(Flatten layer) {
      return architecture
          .inputShapes(node)
          .get(0)
          .match(maps -> repeated(maps.height() * maps.width()), vector -> input());
    }

    @Override
    public List<Segment> visit(ZeroPad layer) {
      return input();
    }

    @Override
    public List<Segment> visit(ChannelWindow layer) {
      input().forEach(each -> fix(each, "a window of channels reads it"));
      return fixed("it is a window of channels");
    }

    @Override
    public List<Segment> visit(Average layer) {
      return sum(node);
    }

    @Override
    public List<Segment> visit(Add layer) {
      return sum(node);
    }

    @Override
    public List<Segment> visit(Concat layer) {
      return node.inputs().stream().flatMap(each -> axes.get(each).stream()).toList();
    }

    @Override
    public List<Segment> visit(ChannelScale layer) {
      return together(node, "a channel scale joins differently made inputs");
    }

    @Override
    public List<Segment> visit(SoftmaxOutput layer) {
      return output();
    }

    @Override
    public List<Segment> visit(RegressionOutput layer) {
      return output();
    }

    private List<Segment> repeated(int times) {
      return input().stream()
          .map(each -> new Segment(each.group(), each.width(), each.repeat() * times))
          .toList();
    }
  }
}
