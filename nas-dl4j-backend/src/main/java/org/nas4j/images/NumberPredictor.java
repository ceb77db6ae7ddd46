package org.nas4j.images;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.data.Dataset;

/** Refuses what does not go together where numbers are to be predicted. */
final class NumberPredictor {

  private NumberPredictor() {}

  static void requireFit(Architecture architecture, Dataset data) {
    for (Node node : architecture.nodes()) {
      boolean isMain = node.name().equals(architecture.output());
      boolean fits =
          node.layer() instanceof RegressionOutput output && output.units() == data.targets();
      if ((isMain || node.layer().traits().isOutput()) && !fits) {
        throw new IllegalArgumentException("Node [" + node.name() + "] is [" + node.layer()
            + "], but the data have [" + data.targets()
            + "] numbers to predict.\nMaybe end the architecture with RegressionOutput.of("
            + data.targets() + ").");
      }
    }
  }

  /**
   * Refuses numbers where only classes have a meaning.
   *
   * @param advice what to do instead, to follow "Maybe"
   */
  static void refuse(Dataset data, String advice) {
    if (data.targets() > 0) {
      throw new IllegalArgumentException("The data have [" + data.targets()
          + "] numbers to predict and no classes.\nMaybe " + advice + ".");
    }
  }
}
