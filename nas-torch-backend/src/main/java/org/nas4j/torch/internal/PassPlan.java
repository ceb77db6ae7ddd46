package org.nas4j.torch.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.dl4j.internal.FusedGraph;

/** What a pass computes, in order, and how long each value is kept. */
final class PassPlan {

  private final Architecture architecture;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One node.
   *
   * @param inputs nodes that are computed, or the input
   * @param rectifies whether negative results become 0
   * @param isDone whether it is an activation that the node before it has done
   * @param lastReads those inputs that no later node reads
   */
  record Entry(
      Node node, List<String> inputs, boolean rectifies, boolean isDone, List<String> lastReads) {}

  /**
   * A plan.
   *
   * @param nodes that are needed
   * @param outputs those of them that are read after the pass
   */
  PassPlan(Architecture architecture, Set<String> nodes, List<String> outputs) {
    this.architecture = architecture;
    FusedGraph graph = new FusedGraph(architecture, nodes);
    Set<String> read = new HashSet<>(outputs);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      List<String> inputs = graph.inputs(node);
      entries.add(
          0,
          new Entry(
              node,
              inputs,
              graph.rectifies(node.name()),
              graph.isDone(node.name()),
              inputs.stream().filter(read::add).toList()));
    }
  }

  Architecture architecture() {
    return architecture;
  }

  List<Entry> entries() {
    return entries;
  }
}
