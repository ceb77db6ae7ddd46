package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Node;

/** Moves the means and variances that inference uses towards those of the last batch. */
final class RunningStatistics {

  private record Pair(float[] running, float[] batch, BlockedParameter parameter, float decay) {}

  private final List<Pair> pairs = new ArrayList<>();

  RunningStatistics(Architecture architecture, Set<String> used, BlockedParameters parameters) {
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name()) && node.layer() instanceof BatchNormalization layer) {
        add(parameters.get(node.name(), "mean"), (float) layer.decay());
        add(parameters.get(node.name(), "variance"), (float) layer.decay());
      }
    }
  }

  private void add(BlockedParameter parameter, float decay) {
    int size = (int) parameter.spec().elements();
    pairs.add(new Pair(new float[size], new float[size], parameter, decay));
  }

  void update() {
    for (Pair pair : pairs) {
      float[] running = pair.running();
      float[] batch = pair.batch();
      float decay = pair.decay();
      pair.parameter().value().values().get(0, running);
      pair.parameter().partner().values().get(0, batch);
      for (int i = 0; i < running.length; i++) {
        running[i] = decay * running[i] + (1 - decay) * batch[i];
      }
      pair.parameter().value().values().put(0, running);
    }
  }
}
