package org.nas4j.examples.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.data.Dataset;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;

/**
 * Test data that can be looked at once: all finalists are judged together, after the last choice
 * was made. Whoever wants to look again is refused, since a choice made by what was seen would turn
 * test data into validation data. For one thread.
 */
public final class SealedTestData {

  private Dataset data;

  public SealedTestData(Dataset data) {
    this.data = data;
  }

  /** Scores in the order of the networks; equal networks are judged once. */
  public Map<TrainedNetwork, Scores> judge(List<TrainedNetwork> finalists)
      throws InterruptedException {
    if (data == null) {
      throw new IllegalStateException(
          "The test data were looked at before.\nMaybe judge all finalists in one call.");
    }
    Dataset opened = data;
    data = null;
    Map<TrainedNetwork, Scores> scores = new LinkedHashMap<>();
    for (TrainedNetwork network : finalists) {
      if (!scores.containsKey(network)) {
        scores.put(network, network.evaluate(opened));
      }
    }
    return scores;
  }
}
