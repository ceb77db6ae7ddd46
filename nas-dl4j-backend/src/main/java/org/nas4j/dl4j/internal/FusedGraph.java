package org.nas4j.dl4j.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;

/**
 * What is left of an architecture when everything is computed once only. Nodes that do nothing are
 * looked through; nodes without weights that compute the same of the same inputs, such as the
 * rectifiers that the branches of a cell begin with, become one; and a rectifier that alone uses a
 * normalization or convolution is done by that.
 */
public final class FusedGraph {

  private static final Rectifies RECTIFIES = new Rectifies();

  private final Architecture architecture;
  private final Map<String, String> representatives = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, List<String>> sources = new HashMap<>();
  private final Map<String, Integer> users = new HashMap<>();
  private final Set<String> rectifying = new HashSet<>();
  private final Set<String> rectified = new HashSet<>();

  /**
   * Simplifies.
   *
   * @param architecture to be computed
   * @param used names of the nodes that are needed
   */
  public FusedGraph(Architecture architecture, Set<String> used) {
    this.architecture = architecture;
    representatives.put(Architecture.INPUT, Architecture.INPUT);
    Map<List<Object>, String> known = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        List<String> inputs = node.inputs().stream().map(representatives::get).toList();
        String same = node.layer().isIdle(architecture.inputShapes(node))
            ? inputs.get(0)
            : node.layer().traits().isPure() ? known.get(List.of(node.layer(), inputs)) : null;
        representatives.put(node.name(), same == null ? node.name() : same);
        if (same == null) {
          known.put(List.of(node.layer(), inputs), node.name());
          nodes.add(node);
          sources.put(node.name(), inputs);
          inputs.forEach(input -> users.merge(input, 1, Integer::sum));
        }
      }
    }
    nodes.forEach(this::fuse);
  }

  private void fuse(Node node) {
    String source = sources.get(node.name()).get(0);
    if (node.layer().equals(Activation.RELU)
        && users.get(source) == 1
        && !source.equals(Architecture.INPUT)
        && architecture.node(source).layer().accept(RECTIFIES)) {
      rectifying.add(source);
      rectified.add(node.name());
    }
  }

  /**
   * The nodes that are computed.
   *
   * @return in order
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * The nodes that feed one of them.
   *
   * @param node that is computed
   * @return names of nodes that are computed, or of the input
   */
  public List<String> inputs(Node node) {
    return sources.get(node.name());
  }

  /**
   * Whether a node sets its own negative results to 0.
   *
   * @param name of the node
   * @return false if another does that, or none
   */
  public boolean rectifies(String name) {
    return rectifying.contains(name);
  }

  /**
   * Whether an activation has been applied by the node that feeds it.
   *
   * @param activation name of the node
   * @return whether its input is what it should yield
   */
  public boolean isDone(String activation) {
    return rectified.contains(activation);
  }
}
