package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.space.InfeasibleException;

/**
 * The nodes of a path, and what the nodes of its copies are called. The first copy is the path
 * itself and keeps its names.
 *
 * @param nodes consecutive ones, first to last
 * @param number of the first copy's names
 */
record PathNames(List<Node> nodes, int number) {

  /** The word in the name of a node that follows another. */
  static final String NEXT = "next";

  /** The word in the name of a copy. */
  static final String PATH = "path";

  /**
   * Finds a path.
   *
   * @throws InfeasibleException if the nodes do not follow each other alone
   */
  static PathNames of(Architecture architecture, List<String> names) {
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      Node node = architecture.node(name);
      requireStep(node);
      if (!nodes.isEmpty()) {
        requireAlone(architecture, nodes.get(nodes.size() - 1), node);
      }
      nodes.add(node);
    }
    return new PathNames(nodes, firstFree(architecture, names));
  }

  private static void requireStep(Node node) {
    Layer layer = node.layer();
    if (layer.traits().joinsInputs() || layer.traits().isOutput()) {
      throw new InfeasibleException(
          "no step of a path",
          "Node [" + node.name() + "] is of kind [" + layer.kind()
              + "], which is no step of a path: steps have one input and an output that others read.");
    }
  }

  private static void requireAlone(Architecture architecture, Node before, Node node) {
    boolean alone = architecture.nodes().stream()
        .filter(each -> each.inputs().contains(before.name()))
        .allMatch(node::equals);
    if (!alone || !node.inputs().equals(List.of(before.name()))) {
      throw new InfeasibleException(
          "no path",
          "Nodes [" + before.name() + "] and [" + node.name()
              + "] are not consecutive, or others read the first of them too.");
    }
  }

  private static int firstFree(Architecture architecture, List<String> names) {
    Set<String> taken = architecture.nodes().stream().map(Node::name).collect(Collectors.toSet());
    int number = 1;
    while (isTaken(taken, names, number)) {
      number++;
    }
    return number;
  }

  private static boolean isTaken(Set<String> taken, List<String> names, int number) {
    return names.stream().anyMatch(name -> taken.contains(copy(name, number)));
  }

  /** What a node of a copy is called. */
  String inCopy(int branch, String node) {
    return branch == 0 ? node : copy(node, number + branch - 1);
  }

  static String copy(String node, int number) {
    return node + "+" + PATH + number;
  }

  Node first() {
    return nodes.get(0);
  }

  Node last() {
    return nodes.get(nodes.size() - 1);
  }
}
