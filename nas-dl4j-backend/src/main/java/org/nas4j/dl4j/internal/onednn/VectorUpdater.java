package org.nas4j.dl4j.internal.onednn;

import java.util.List;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * Updates all weights of one network, which are one vector, with the optimizer's state beside it.
 */
final class VectorUpdater implements AutoCloseable {

  private final UpdateRule rule;
  private final BlockedParameters parameters;
  private final NativeBlock state;
  private final UpdateRule.Vectors vectors;
  private int steps;

  VectorUpdater(UpdateRule rule, BlockedParameters parameters) {
    this.rule = rule;
    this.parameters = parameters;
    int count = (int) parameters.trained();
    long bytes = (long) count * Float.BYTES;
    this.state = new NativeBlock(Math.max(1, 2 * bytes));
    this.vectors = new UpdateRule.Vectors(
        Tensor.floats(parameters.values().at(0), count),
        Tensor.floats(parameters.partners().at(0), count),
        Tensor.floats(state.at(0), count),
        Tensor.floats(state.at(bytes), count));
    rule.begin(vectors);
  }

  long bytes() {
    return state.bytes();
  }

  void update(double rate) {
    steps++;
    rule.step(vectors, parameters.decaying(), rate, steps, rule.clip(List.of(vectors)));
    parameters.changed();
  }

  @Override
  public void close() {
    state.close();
  }
}
