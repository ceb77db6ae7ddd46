package org.nas4j.images;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;

/** What is left of an architecture at inference: the nodes that its main output needs. */
final class MainPath {

  private MainPath() {}

  static Architecture of(Architecture architecture) {
    Set<String> needed = new HashSet<>(Set.of(architecture.output()));
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed.contains(nodes.get(i).name())) {
        needed.addAll(nodes.get(i).inputs());
      }
    }
    Architecture.Builder builder = Architecture.builder(architecture.input());
    for (Node node : nodes) {
      if (needed.contains(node.name())) {
        builder.add(node.name(), node.layer(), node.inputs());
      }
    }
    return builder.build(architecture.output());
  }
}
