package org.nas4j.dl4j.internal.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An architecture as configuration of a graph. Nodes that no output needs are left out, and those
 * that do nothing (an identity, the sum of one input) are looked through.
 *
 * @param configuration of the graph; its outputs are the main one, then the auxiliary ones in order
 * @param used names of the architecture's nodes that outputs need
 */
record GraphPlan(ComputationGraphConfiguration configuration, Set<String> used) {

  static GraphPlan of(Architecture architecture, IUpdater updater) {
    ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
        .seed(0)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.ZERO)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .updater(updater)
        .graphBuilder()
        .addInputs(Architecture.INPUT);
    Set<String> used = UsedNodes.of(architecture);
    LayerAdder adder = new LayerAdder(new GraphLayers(graph), architecture);
    Map<String, String> vertices = new HashMap<>();
    vertices.put(Architecture.INPUT, Architecture.INPUT);
    Map<String, Integer> users = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        String source = vertices.get(node.inputs().get(0));
        vertices.put(node.name(), isIdle(architecture, node) ? source : node.name());
        if (!isIdle(architecture, node)) {
          node.inputs().forEach(input -> users.merge(vertices.get(input), 1, Integer::sum));
        }
      }
    }
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name()) && !isIdle(architecture, node)) {
        List<String> inputs = node.inputs().stream().map(vertices::get).toList();
        adder.add(node, inputs, users.get(inputs.get(0)) > 1);
      }
    }
    graph.setOutputs(UsedNodes.outputs(architecture).toArray(String[]::new));
    return new GraphPlan(graph.build(), used);
  }

  /** The number of all weights of the graph, running statistics included. */
  int weights(Architecture architecture) {
    long count = 0;
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          count +=
              spec.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }
      }
    }
    return Math.toIntExact(count);
  }

  private static boolean isIdle(Architecture architecture, Node node) {
    return node.layer().isIdle(architecture.inputShapes(node));
  }
}
