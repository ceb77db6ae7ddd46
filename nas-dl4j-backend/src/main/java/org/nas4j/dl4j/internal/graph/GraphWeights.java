package org.nas4j.dl4j.internal.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a graph keeps the arrays of an architecture. The graph arranges depthwise kernels as
 * [height, width, channels, outputs of each] and matrices as [inputs, outputs], and splits the
 * kernels of grouped convolutions.
 */
final class GraphWeights {

  private static final String INNER = GraphLayers.INNER;
  private static final String DENSE = INNER + "dense";

  /** An array by name, and its parts in the graph, first outputs first. */
  private record Slot(WeightSpec spec, List<Part> parts) {}

  /** One of the graph's arrays. */
  private record Part(INDArray array, boolean depthwise) {

    /** A view of it in the architecture's order of axes. */
    INDArray inOrder() {
      return depthwise
          ? array.permute(2, 3, 0, 1)
          : array.rank() == 2 && array.size(0) > 1 ? array.transpose() : array;
    }
  }

  private final ComputationGraph graph;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  GraphWeights(Architecture architecture, ComputationGraph graph) {
    this.graph = graph;
    Set<String> used = UsedNodes.of(architecture);
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          slots.put(spec.of(node.name()), new Slot(spec, parts(node.name(), spec)));
        }
      }
    }
  }

  private List<Part> parts(String node, WeightSpec spec) {
    String vertex = switch (spec.name()) {
      case "depthwise", "even", "odd" -> node + INNER + spec.name();
      default -> node;
    };
    String key = switch (spec.name()) {
      case "bias" -> "b";
      case "variance" -> "var";
      case "gamma", "beta", "mean" -> spec.name();
      default -> "W";
    };
    List<Part> parts = new ArrayList<>();
    for (String each : layers(vertex)) {
      org.deeplearning4j.nn.api.Layer layer = graph.getLayer(each);
      parts.add(new Part(
          layer.getParam(key), layer instanceof DepthwiseConvolution2DLayer && key.equals("W")));
    }
    return parts;
  }

  /** The layers of the graph that a layer with weights has become. */
  private List<String> layers(String vertex) {
    List<String> groups = new ArrayList<>();
    String group = vertex + INNER + "group ";
    for (int i = 0; exists(group + i); i++) {
      groups.addAll(layers(group + i));
    }
    return groups.isEmpty() ? List.of(exists(vertex + DENSE) ? vertex + DENSE : vertex) : groups;
  }

  private boolean exists(String vertex) {
    return graph.getConfiguration().getVertices().containsKey(vertex);
  }

  Map<String, WeightArray> copy() {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    slots.forEach((name, slot) -> {
      WeightArray array = WeightArray.zeros(slot.spec().shape());
      int from = 0;
      for (Part part : slot.parts()) {
        INDArray ordered = part.inOrder().dup('c');
        float[] values = ordered.data().asFloat();
        ordered.close();
        System.arraycopy(values, 0, array.values(), from, values.length);
        from += values.length;
      }
      weights.put(name, array);
    });
    return weights;
  }

  void set(Map<String, WeightArray> weights) {
    Map<String, WeightSpec> specs = new LinkedHashMap<>();
    slots.forEach((name, slot) -> specs.put(name, slot.spec()));
    InitialWeights.requireFit(specs, weights);
    weights.forEach((name, array) -> {
      int from = 0;
      for (Part part : slots.get(name).parts()) {
        INDArray ordered = part.inOrder();
        int count = (int) ordered.length();
        float[] values = new float[count];
        System.arraycopy(array.values(), from, values, 0, count);
        INDArray given = Nd4j.create(values, ordered.shape(), 'c');
        ordered.assign(given);
        given.close();
        from += count;
      }
    });
  }

  /** The graph's arrays of weights that decay. */
  List<INDArray> kernels() {
    return slots.values().stream()
        .filter(slot -> InitialWeights.isKernel(slot.spec()))
        .flatMap(slot -> slot.parts().stream().map(Part::array))
        .toList();
  }
}
