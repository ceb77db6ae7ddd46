package org.nas4j.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/** Whether weights are those of an architecture. */
final class ModelWeights {

  private ModelWeights() {}

  static boolean isClassifier(Architecture architecture) {
    return architecture.node(architecture.output()).layer() instanceof SoftmaxOutput;
  }

  static void requireFit(Architecture architecture, Map<String, WeightArray> weights) {
    Node output = architecture.node(architecture.output());
    if (!output.layer().traits().isOutput()) {
      throw new IllegalArgumentException("The output [" + output.name() + "] is of kind ["
          + output.layer().kind() + "], and predicts nothing.\nMaybe end the architecture with"
          + " SoftmaxOutput or RegressionOutput.");
    }
    Map<String, WeightSpec> specs = architecture.weights();
    weights.forEach((name, array) -> requireFit(name, array, specs));
    for (Node node : needed(architecture)) {
      for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
        if (!weights.containsKey(spec.of(node.name()))) {
          throw new IllegalArgumentException(
              "The weights [" + spec.of(node.name()) + "] lack, which the network needs.");
        }
      }
    }
  }

  private static void requireFit(String name, WeightArray array, Map<String, WeightSpec> specs) {
    if (!specs.containsKey(name)) {
      throw new IllegalArgumentException(
          "The architecture has no weights [" + name + "].\nMaybe they are another one's.");
    }
    if (!specs.get(name).shape().equals(array.shape())) {
      throw new IllegalArgumentException("The weights [" + name + "] must have the shape "
          + specs.get(name).shape() + ", but have " + array.shape() + ".");
    }
    requireFinite(name, array);
  }

  static void requireFinite(String name, WeightArray array) {
    for (float value : array.values()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "The weights [" + name + "] hold the value [" + value + "].\nMaybe training diverged.");
      }
    }
  }

  private static List<Node> needed(Architecture architecture) {
    Set<String> names = new HashSet<>(Set.of(architecture.output()));
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (names.contains(nodes.get(i).name())) {
        names.addAll(nodes.get(i).inputs());
      }
    }
    return nodes.stream().filter(node -> names.contains(node.name())).toList();
  }
}
