package org.nas4j.dl4j.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightSpec;

/** The names by which networks share weights. */
public final class SharedNames {

  private SharedNames() {}

  /**
   * The arrays that a network trains.
   *
   * @param architecture the network
   * @return by name, in the order of the nodes; only of nodes that outputs need
   */
  public static Map<String, WeightSpec> trainedBy(Architecture architecture) {
    Set<String> used = UsedNodes.of(architecture);
    Map<String, WeightSpec> specs = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          if (spec.trained()) {
            specs.put(spec.of(node.name()), spec);
          }
        }
      }
    }
    return specs;
  }

  /**
   * Refuses an array that has a known name, but another shape.
   *
   * @param name by which it is shared
   * @param known shape of the array that has this name
   * @param needed what a network needs
   * @throws IllegalArgumentException with both shapes, if they differ
   */
  public static void requireShape(String name, List<Integer> known, WeightSpec needed) {
    if (!known.equals(needed.shape())) {
      throw new IllegalArgumentException("The weights [" + name + "] are shared with shape " + known
          + ", but this network needs shape " + needed.shape()
          + ".\nMaybe give nodes that differ in shape different names.");
    }
  }
}
