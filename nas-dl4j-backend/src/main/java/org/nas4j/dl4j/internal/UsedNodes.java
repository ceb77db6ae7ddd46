package org.nas4j.dl4j.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.space.InfeasibleException;

/** Which nodes of an architecture have a part in training: those that an output needs. */
public final class UsedNodes {

  private UsedNodes() {}

  /**
   * The outputs.
   *
   * @param architecture to be trained
   * @return names of the main output, then of auxiliary ones
   * @throws InfeasibleException if the main output has no loss, or an output is inside the network
   */
  public static List<String> outputs(Architecture architecture) {
    requireOutputs(architecture);
    List<String> outputs = new ArrayList<>(List.of(architecture.output()));
    for (Node node : architecture.nodes()) {
      if (node.layer().traits().isOutput() && !node.name().equals(architecture.output())) {
        outputs.add(node.name());
      }
    }
    return outputs;
  }

  private static void requireOutputs(Architecture architecture) {
    Layer last = architecture.node(architecture.output()).layer();
    if (!last.traits().isOutput()) {
      throw new InfeasibleException(
          "no output layer",
          "The output node ["
              + architecture.output()
              + "] is of kind ["
              + last.kind()
              + "], which has no loss.\nMaybe end the architecture with SoftmaxOutput.");
    }
    for (Node node : architecture.nodes()) {
      for (String input : node.inputs()) {
        if (!input.equals(Architecture.INPUT)
            && architecture.node(input).layer().traits().isOutput()) {
          throw new InfeasibleException(
              "output layer inside the network",
              "Node [" + node.name() + "] takes the output layer [" + input
                  + "] as input.\nMaybe use Dense there.");
        }
      }
    }
  }

  /**
   * The nodes that the outputs need.
   *
   * @param architecture to be trained
   * @return their names, outputs included
   */
  public static Set<String> of(Architecture architecture) {
    return neededBy(architecture, outputs(architecture));
  }

  /**
   * The nodes that some nodes need.
   *
   * @param architecture where they are
   * @param names of the nodes
   * @return their names, the given ones included
   */
  public static Set<String> neededBy(Architecture architecture, List<String> names) {
    Set<String> used = new HashSet<>(names);
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (used.contains(nodes.get(i).name())) {
        used.addAll(nodes.get(i).inputs());
      }
    }
    used.remove(Architecture.INPUT);
    return used;
  }
}
