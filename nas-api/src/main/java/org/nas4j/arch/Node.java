package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One layer at its place in an architecture.
 *
 * @param name unique in the architecture; equal names in different architectures may share weights
 * @param layer what it computes
 * @param inputs names of the nodes that feed it, in order, or {@link Architecture#INPUT}
 */
public record Node(String name, Layer layer, List<String> inputs) {

  /** Checks and copies. */
  public Node {
    requireNonNull(name, "name");
    requireNonNull(layer, "layer");
    inputs = List.copyOf(inputs);
    if (name.isBlank() || name.equals(Architecture.INPUT)) {
      throw new IllegalArgumentException("[" + name + "] cannot be the name of a node.");
    }
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Node [" + name + "] has no input.");
    }
  }
}
