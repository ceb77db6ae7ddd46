package org.nas4j.images;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.data.Dataset;

/** Refuses architectures that data cannot train, before anything is built. */
final class Classifier {

  private Classifier() {}

  static void requireFit(Architecture architecture, Dataset data) {
    if (!architecture.input().equals(data.shape())) {
      throw new IllegalArgumentException("The architecture takes examples of shape ["
          + architecture.input()
          + "], but the data have the shape ["
          + data.shape()
          + "].\nMaybe give the space the shape of the data.");
    }
    if (!(architecture.node(architecture.output()).layer() instanceof SoftmaxOutput)) {
      throw new IllegalArgumentException("The output ["
          + architecture.output()
          + "] is of kind ["
          + architecture.node(architecture.output()).layer().kind()
          + "], but labels need a softmax output.\nMaybe end the architecture with SoftmaxOutput.");
    }
    for (Node node : architecture.nodes()) {
      if (node.layer() instanceof SoftmaxOutput output && output.classes() != data.classes()) {
        throw new IllegalArgumentException("Node ["
            + node.name()
            + "] tells ["
            + output.classes()
            + "] classes apart, but the data have ["
            + data.classes()
            + "].\nMaybe give the space the classes of the data.");
      }
      if (node.layer() instanceof RegressionOutput) {
        throw new IllegalArgumentException("Node ["
            + node.name()
            + "] predicts numbers, but the data have labels.\nMaybe use SoftmaxOutput.");
      }
    }
  }
}
