package org.nas4j.images;

import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
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
    if (data.targets() > 0) {
      NumberPredictor.requireFit(architecture, data);
      return;
    }
    if (softmax(architecture.node(architecture.output())).isEmpty()) {
      throw new IllegalArgumentException("The output ["
          + architecture.output()
          + "] is of kind ["
          + architecture.node(architecture.output()).layer().kind()
          + "], but labels need a softmax output.\nMaybe end the architecture with SoftmaxOutput.");
    }
    for (Node node : architecture.nodes()) {
      if (node.layer().traits().isOutput()) {
        requireFit(node, data.classes());
      }
    }
  }

  private static Optional<SoftmaxOutput> softmax(Node node) {
    return node.layer() instanceof SoftmaxOutput output ? Optional.of(output) : Optional.empty();
  }

  private static void requireFit(Node output, int classes) {
    SoftmaxOutput softmax = softmax(output)
        .orElseThrow(() -> new IllegalArgumentException("Node ["
            + output.name()
            + "] predicts numbers, but the data have labels.\nMaybe use SoftmaxOutput."));
    if (softmax.classes() != classes) {
      throw new IllegalArgumentException("Node ["
          + output.name()
          + "] tells ["
          + softmax.classes()
          + "] classes apart, but the data have ["
          + classes
          + "].\nMaybe give the space the classes of the data.");
    }
  }
}
