package org.nas4j.arch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the layers' figures and follows the lifetimes of activations. */
final class CostModel {

  private static final int BYTES_PER_VALUE = Float.BYTES;

  private CostModel() {}

  static Cost cost(Architecture architecture) {
    long parameters = 0;
    long macs = 0;
    Map<String, Cost.NodeCost> perNode = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      List<Shape> inputs = architecture.inputShapes(node);
      Cost.NodeCost cost = new Cost.NodeCost(
          node.layer().parameters(inputs),
          node.layer().macs(inputs),
          bytes(architecture.shape(node.name())));
      parameters = Math.addExact(parameters, cost.parameters());
      macs = Math.addExact(macs, cost.macs());
      perNode.put(node.name(), cost);
    }
    return new Cost(parameters, macs, peakActivationBytes(architecture), perNode);
  }

  private static long peakActivationBytes(Architecture architecture) {
    List<Node> nodes = architecture.nodes();
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    long alive = bytes(architecture.input());
    long peak = alive;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      alive += bytes(architecture.shape(node.name()));
      peak = Math.max(peak, alive);
      for (String input : node.inputs().stream().distinct().toList()) {
        if (lastUse.get(input) == i) {
          alive -= bytes(architecture.shape(input));
        }
      }
    }
    return peak;
  }

  private static long bytes(Shape shape) {
    return shape.elements() * BYTES_PER_VALUE;
  }
}
