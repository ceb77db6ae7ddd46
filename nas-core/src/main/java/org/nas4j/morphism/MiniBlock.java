package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;

/**
 * One step of a densely connected block with a bottleneck: normalization, activation, 1×1
 * convolution, normalization, activation, convolution, whose output is put behind what went in
 * (huang2017densenet, "DenseNet-BC").
 *
 * @param input what goes in
 * @param nodes the six that compute, first to last
 * @param concat puts both side by side
 */
record MiniBlock(String input, List<Node> nodes, String concat) {

  private static final int NORMALIZATION = 0;
  private static final int BOTTLENECK = 2;
  private static final int SECOND_NORMALIZATION = 3;
  private static final int GROWTH = 5;
  private static final int NODES = 6;

  /** Those of a network, first to last, one list for each dense block. */
  static List<List<MiniBlock>> blocks(Architecture architecture) {
    List<List<MiniBlock>> blocks = new ArrayList<>();
    String end = null;
    Readers readers = new Readers(architecture);
    for (Node node : architecture.nodes()) {
      Optional<MiniBlock> found = at(architecture, node, readers);
      if (found.isPresent()) {
        if (!found.get().input().equals(end)) {
          blocks.add(new ArrayList<>());
        }
        blocks.get(blocks.size() - 1).add(found.get());
        end = found.get().concat();
      }
    }
    return blocks;
  }

  /** The mini-block that ends with a node, if one does. */
  static Optional<MiniBlock> at(Architecture architecture, Node concat) {
    return at(architecture, concat, new Readers(architecture));
  }

  private static Optional<MiniBlock> at(Architecture architecture, Node concat, Readers readers) {
    if (!isPair(architecture, concat)) {
      return Optional.empty();
    }
    String input = concat.inputs().get(0);
    List<Node> nodes = new ArrayList<>();
    String name = concat.inputs().get(1);
    for (int i = NODES - 1; i >= 0; i--) {
      if (name.equals(Architecture.INPUT)) {
        return Optional.empty();
      }
      Node node = architecture.node(name);
      boolean alone = readers.of(name).size() == 1;
      if (!fits(node.layer(), i) || !alone) {
        return Optional.empty();
      }
      nodes.add(0, node);
      name = node.inputs().get(0);
    }
    return name.equals(input)
        ? Optional.of(new MiniBlock(input, nodes, concat.name()))
        : Optional.empty();
  }

  private static boolean isPair(Architecture architecture, Node node) {
    int sum = architecture.inputShapes(node).stream().mapToInt(Shape::channels).sum();
    return node.inputs().size() == 2
        && node.layer().traits().joinsInputs()
        && architecture.shape(node.name()).channels() == sum;
  }

  /** Whether a layer may stand at a place of a mini-block. */
  private static boolean fits(Layer layer, int place) {
    if (place == BOTTLENECK || place == GROWTH) {
      return layer instanceof Convolution convolution && convolution.groups() == 1;
    }
    boolean normalizes = place == NORMALIZATION || place == SECOND_NORMALIZATION;
    return layer.traits().finishes() && layer.traits().hasWeights() == normalizes;
  }

  Node normalization() {
    return nodes.get(NORMALIZATION);
  }

  Node bottleneck() {
    return nodes.get(BOTTLENECK);
  }

  /** Makes the channels that are put behind what went in. */
  Node growth() {
    return nodes.get(GROWTH);
  }
}
