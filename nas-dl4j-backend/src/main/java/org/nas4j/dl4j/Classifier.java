package org.nas4j.dl4j;

import java.util.List;
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

  /** Adds what is wrong with judging by one part of data after training on another. */
  static void compare(Dataset training, Dataset validation, List<String> faults) {
    if (!training.shape().equals(validation.shape())
        || training.classes() != validation.classes()) {
      faults.add("The training data are ["
          + training
          + "], but the validation data ["
          + validation
          + "].\nMaybe one of them was loaded otherwise.");
    }
    int overlap = validation.overlap(training);
    if (overlap > 0) {
      faults.add("["
          + overlap
          + "] of ["
          + validation.size()
          + "] validation examples are training examples too.\nMaybe use both parts of one"
          + " Dataset.split(…), or validation.without(training).");
    }
  }
}
