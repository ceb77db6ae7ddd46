package org.nas4j.dl4j.internal.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An architecture as configuration of a graph. Nodes that no output needs are left out, and those that do nothing (an
 * identity, the sum of one input) are looked through.
 *
 * @param configuration of the graph; its outputs are the main one, then the auxiliary ones in order
 * @param used names of the architecture's nodes that outputs need
 */
record GraphPlan(ComputationGraphConfiguration configuration, Set<String> used) {

  static GraphPlan of(Architecture architecture, IUpdater updater) {
    ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.ZERO)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .updater(updater)
        .graphBuilder()
        .addInputs(Architecture.INPUT);
    Set<String> used = UsedNodes.of(architecture);
    GraphLayers layers = new GraphLayers(graph);
    Map<String, String> vertices = new HashMap<>();
    vertices.put(Architecture.INPUT, Architecture.INPUT);
    Map<String, Integer> users = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        String source = vertices.get(node.inputs().get(0));
        vertices.put(node.name(), doesNothing(architecture, node) ? source : node.name());
        if (!doesNothing(architecture, node)) {
          node.inputs().forEach(input -> users.merge(vertices.get(input), 1, Integer::sum));
        }
      }
    }
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name()) && !doesNothing(architecture, node)) {
        List<String> inputs = node.inputs().stream().map(vertices::get).toList();
        boolean shared = users.get(inputs.get(0)) > 1 || passesOn(architecture, inputs.get(0));
        add(layers, architecture, node, inputs, shared);
      }
    }
    graph.setOutputs(UsedNodes.outputs(architecture).toArray(String[]::new));
    return new GraphPlan(graph.build(), used);
  }

  private static void add(
      GraphLayers layers,
      Architecture architecture,
      Node node,
      List<String> inputs,
      boolean shared) {
    String name = node.name();
    Layer layer = node.layer();
    String input = inputs.get(0);
    Shape shape = architecture.inputShapes(node).get(0);
    if (layer instanceof Add) {
      layers.add(name, inputs);
    } else if (layer instanceof Concat) {
      layers.concat(name, inputs);
    } else if (layer instanceof Activation activation) {
      layers.activation(name, activation, shared ? layers.copy(name, input) : input);
    } else if (layer instanceof BatchNormalization normalization) {
      layers.normalization(name, normalization, shape, input);
    } else if (layer instanceof Dropout dropout) {
      layers.dropout(name, dropout.rate(), input);
    } else if (layer instanceof DropPath path) {
      layers.dropPath(name, path, input);
    } else if (layer instanceof Dense dense) {
      layers.dense(name, dense, shape, input);
    } else if (layer instanceof SoftmaxOutput output) {
      layers.softmax(name, output, shape, input);
    } else if (layer instanceof RegressionOutput output) {
      layers.regression(name, output, shape, input);
    } else {
      addForImages(layers, node, (Shape.Image) shape, input);
    }
  }

  private static void addForImages(GraphLayers layers, Node node, Shape.Image shape, String input) {
    String name = node.name();
    Layer layer = node.layer();
    if (layer instanceof Convolution convolution) {
      layers.convolution(name, convolution, shape, input);
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      layers.depthwise(name, depthwise, shape, input);
    } else if (layer instanceof SeparableConvolution separable) {
      layers.separable(name, separable, shape, input);
    } else if (layer instanceof FactorizedReduction reduction) {
      layers.reduction(name, reduction, shape, input);
    } else if (layer instanceof Pooling pooling) {
      layers.pooling(name, pooling, shape, input);
    } else if (layer instanceof GlobalPooling pooling) {
      layers.globalPooling(name, pooling.by(), input);
    } else if (layer instanceof Flatten) {
      layers.flatten(name, shape, input);
    } else if (layer instanceof ZeroPad pad) {
      layers.zeroPad(name, pad, input);
    } else {
      throw new IllegalStateException("Node [" + name + "] of kind [" + layer.kind()
          + "] is not known to this backend.\nMaybe a layer was added to Layer, but not here.");
    }
  }

  /** Whether a vertex may yield its own input's memory, which others may use. */
  private static boolean passesOn(Architecture architecture, String vertex) {
    if (vertex.equals(Architecture.INPUT)) {
      return true;
    }
    Layer layer = architecture.node(vertex).layer();
    return layer instanceof Dropout || layer instanceof Flatten;
  }

  private static boolean doesNothing(Architecture architecture, Node node) {
    Layer layer = node.layer();
    return layer instanceof Identity
        || layer instanceof Dropout dropout && dropout.rate() == 0
        || layer instanceof DropPath path && path.keep() == 1
        || layer instanceof Flatten && architecture.inputShapes(node).get(0) instanceof Shape.Vector
        || (layer instanceof Add || layer instanceof Concat) && node.inputs().size() == 1;
  }
}
