package org.nas4j.dl4j.internal.graph;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Shortens the gradient of a graph to what the optimizer allows. */
final class GradientLimit {

  private static final List<String> STATISTICS = List.of(
      BatchNormalizationParamInitializer.GLOBAL_MEAN,
      BatchNormalizationParamInitializer.GLOBAL_VAR);

  private GradientLimit() {}

  /**
   * Shortens what is too long. How far running statistics move stands in the vector too, and is no
   * part of the gradient.
   *
   * @param gradient the graph's, as a vector: a sum over the examples
   * @param most longest mean over them; infinite if there is no limit
   */
  static void apply(ComputationGraph graph, INDArray gradient, double most, int examples) {
    if (most == Double.POSITIVE_INFINITY) {
      return;
    }
    Map<INDArray, INDArray> statistics = new IdentityHashMap<>();
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BatchNormalization settings) {
        for (String name : STATISTICS) {
          INDArray moves = graph.gradient().getGradientFor(settings.getLayerName() + "_" + name);
          statistics.put(moves, moves.dup());
          moves.assign(0);
        }
      }
    }
    double norm = gradient.norm2Number().doubleValue() / examples;
    if (norm > most) {
      gradient.muli(most / norm);
    }
    statistics.forEach((moves, before) -> {
      moves.assign(before);
      before.close();
    });
  }
}
