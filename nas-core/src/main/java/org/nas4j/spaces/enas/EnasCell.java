package org.nas4j.spaces.enas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.CellLayers;

/**
 * A cell of ENAS' micro space (pham2018enas, section 2.4): states 0 and 1 are the outputs of the
 * cell before the last and of the last one; each node adds the results of two operations on two
 * earlier states.
 *
 * @param nodes in order, at least one
 */
public record EnasCell(List<Node> nodes) {

  /** States that come from outside. */
  static final int INPUTS = 2;

  /**
   * Adds two operations' results.
   *
   * @param first number of the first state
   * @param firstOperation what it goes through
   * @param second number of the second state, perhaps the same
   * @param secondOperation what it goes through
   */
  public record Node(
      int first,
      EnasMicroOperation firstOperation,
      int second,
      EnasMicroOperation secondOperation) {}

  /** Checks and copies. */
  public EnasCell {
    nodes = List.copyOf(nodes);
    Checks.positive(nodes.size(), "number of nodes");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (Math.min(node.first(), node.second()) < 0
          || Math.max(node.first(), node.second()) >= i + INPUTS) {
        throw new IllegalArgumentException("Node [" + i + "] reads the states [" + node.first()
            + "] and [" + node.second() + "], but there are only [" + (i + INPUTS)
            + "] before it, numbered from 0.");
      }
    }
  }

  /**
   * A cell by its tokens, in the released code's stored order: state, operation, state, operation
   * for each node.
   *
   * @param tokens four a node
   * @return the cell
   */
  public static EnasCell ofTokens(int... tokens) {
    List<Node> nodes = new ArrayList<>();
    EnasMicroOperation[] operations = EnasMicroOperation.values();
    for (int i = 0; i + 3 < tokens.length; i += 4) {
      nodes.add(
          new Node(tokens[i], operations[tokens[i + 1]], tokens[i + 2], operations[tokens[i + 3]]));
    }
    return new EnasCell(nodes);
  }

  /**
   * The states that no node reads, which make up the cell's output.
   *
   * @return their numbers, rising; at least the last one, never an input
   */
  public List<Integer> looseEnds() {
    Set<Integer> loose =
        new TreeSet<>(IntStream.range(INPUTS, nodes.size() + INPUTS).boxed().toList());
    nodes.forEach(node -> {
      loose.remove(node.first());
      loose.remove(node.second());
    });
    return List.copyOf(loose);
  }

  /** The loose ends, and the inputs that no node reads, as the released code joins them. */
  List<Integer> unread() {
    Set<Integer> unread = new TreeSet<>(looseEnds());
    for (int input = 0; input < INPUTS; input++) {
      int state = input;
      if (nodes.stream().noneMatch(node -> node.first() == state || node.second() == state)) {
        unread.add(state);
      }
    }
    return List.copyOf(unread);
  }

  /**
   * Adds the cell to a network. The 1×1 convolution over the concatenated states of the output is
   * written as the sum of one for each of them, so that each has weights of its own to share.
   */
  String build(CellLayers cell, List<String> inputs, int stride, List<Integer> outputs) {
    List<String> states = new ArrayList<>(inputs);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      String name = "node" + i;
      String x = path(cell, name + "a", node.first(), node.firstOperation(), states, stride);
      String y = path(cell, name + "b", node.second(), node.secondOperation(), states, stride);
      states.add(cell.add(name + "/add", new Add(), x, y));
    }
    List<String> terms = new ArrayList<>();
    for (int state : outputs) {
      String x = cell.add("output/relu" + state, Activation.RELU, states.get(state));
      terms.add(
          cell.add("output/from" + state, Convolution.of(cell.filters(), Window.square(1)), x));
    }
    String sum = terms.size() == 1
        ? terms.get(0)
        : cell.network().add(cell.prefix() + "/output/add", new Add(), terms);
    return cell.add("output/norm", BatchNormalization.DEFAULT, sum);
  }

  private static String path(
      CellLayers cell,
      String name,
      int state,
      EnasMicroOperation operation,
      List<String> states,
      int stride) {
    String place = name + "/from" + state;
    String end = operation.apply(cell, place, states.get(state), state < INPUTS ? stride : 1);
    return operation == EnasMicroOperation.IDENTITY ? end : cell.droppable(place, end);
  }
}
