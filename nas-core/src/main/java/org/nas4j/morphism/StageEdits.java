package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;

/**
 * Edits of whole stages, a stage being the layers whose feature maps have one size: more channels
 * for all of them, or one more residual block at their end. Few and large, so that a growing
 * network can be decided on within minutes. Channels that are pooled belong to the stage that reads
 * the pooled maps; vectors are a stage of their own. A first convolution that has two filters for
 * each direction that its patches have is left as it is. All of them keep the function in training
 * mode too.
 */
public final class StageEdits {

  private final Architecture architecture;
  private final ChannelGroups groups;

  private StageEdits(Architecture architecture) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.groups = new ChannelGroups(architecture);
  }

  /**
   * All edits of one architecture.
   *
   * @param architecture what may grow
   * @param factors of channels, each above 1
   * @param multiple widths become multiples of it, such as the numbers that one instruction takes
   * @param kernel size of the convolutions of new blocks, odd
   * @return first the widenings from the input on, then the blocks
   */
  public static List<Morphism> of(
      Architecture architecture, List<Double> factors, int multiple, int kernel) {
    Checks.positive(multiple, "multiple of channels");
    StageEdits stages = new StageEdits(architecture);
    List<Morphism> edits = new ArrayList<>();
    Map<Integer, Map<Integer, String>> makers = stages.makers();
    for (double factor : factors) {
      makers.forEach((size, nodes) -> edits.add(stages.widened(size, nodes, factor, multiple)));
    }
    stages
        .ends()
        .forEach((size, node) -> edits.add(Morphism.sequence(
            "a block of " + kernel + "x" + kernel + " at " + size + " pixels",
            List.of(Morphism.insertBlock(node, kernel)))));
    return edits;
  }

  private Morphism widened(int size, Map<Integer, String> nodes, double factor, int multiple) {
    List<Morphism> parts = new ArrayList<>();
    for (String node : nodes.values()) {
      int now = architecture.shape(node).channels();
      int wanted = (int) Math.ceil(now * factor);
      parts.add(Morphism.addChannels(node, (wanted + multiple - 1) / multiple * multiple));
    }
    return Morphism.sequence(factor + " times the channels at " + size + " pixels", parts);
  }

  /** For each size, largest first, a maker of each group of channels that may be more. */
  private Map<Integer, Map<Integer, String>> makers() {
    Map<Integer, String> first = new LinkedHashMap<>();
    Map<Integer, Integer> smallest = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (isWidenable(node)) {
        first.putIfAbsent(groups.axis(node.name()).get(0).group(), node.name());
      }
      for (Segment segment : groups.axis(node.name())) {
        if (architecture.shape(node.name()) instanceof Shape.Image maps) {
          smallest.merge(segment.group(), maps.height() * maps.width(), Math::min);
        }
      }
    }
    Map<Integer, Map<Integer, String>> makers = new TreeMap<>((one, other) -> other - one);
    first.forEach((group, node) -> makers
        .computeIfAbsent(smallest.getOrDefault(group, 1), size -> new LinkedHashMap<>())
        .put(group, node));
    return makers;
  }

  private boolean isWidenable(Node node) {
    return groups.isWidenable(node.name()) && !seesAllDirections(node);
  }

  /** A first layer needs no more filters than patches have directions, each in both signs. */
  private boolean seesAllDirections(Node node) {
    int filters = architecture.shape(node.name()).channels();
    int channels = architecture.input().channels();
    return node.inputs().contains(Architecture.INPUT)
        && SlidingKernel.of(node.layer())
            .filter(kernel -> filters >= 2 * channels * kernel.window().area())
            .isPresent();
  }

  /**
   * For each size, largest first, the last finished layer or join: what follows it there prepares
   * the next stage. Being the last, it is no layer that another one finishes.
   */
  private Map<Integer, String> ends() {
    Map<Integer, String> ends = new TreeMap<>((one, other) -> other - one);
    for (Node node : architecture.nodes()) {
      boolean isEnd = node.layer().traits().finishes() || node.layer().traits().joinsInputs();
      if (isEnd && architecture.shape(node.name()) instanceof Shape.Image maps) {
        ends.put(maps.height() * maps.width(), node.name());
      }
    }
    return ends;
  }
}
