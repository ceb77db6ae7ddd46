package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;

/** Who reads what each node of an architecture makes. */
final class Readers {

  private final Map<String, List<Node>> readers = new HashMap<>();

  Readers(Architecture architecture) {
    for (Node node : architecture.nodes()) {
      for (String input : node.inputs()) {
        readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
      }
    }
  }

  List<Node> of(String node) {
    return readers.getOrDefault(node, List.of());
  }

  /** The last of the nodes that belong to a layer: its normalization or activation, or itself. */
  String finish(String node) {
    String last = node;
    Optional<String> next = Optional.of(node);
    while (next.isPresent()) {
      last = next.get();
      next = finishing(last);
    }
    return last;
  }

  private Optional<String> finishing(String node) {
    List<Node> after = of(node);
    return after.size() == 1 && after.get(0).layer().traits().finishes()
        ? Optional.of(after.get(0).name())
        : Optional.empty();
  }
}
