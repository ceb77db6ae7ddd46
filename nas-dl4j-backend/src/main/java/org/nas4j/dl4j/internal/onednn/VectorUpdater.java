package org.nas4j.dl4j.internal.onednn;

import java.util.List;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * Updates all weights of one network, which are one vector, with the optimizer's state beside it.
 */
final class VectorUpdater implements AutoCloseable {

  private final UpdateRule rule;
  private final BlockedParameters parameters;
  private final NativeBlock memory;
  private final UpdateRule.Vectors vectors;
  private int steps;

  VectorUpdater(UpdateRule rule, BlockedParameters parameters) {
    this.rule = rule;
    this.parameters = parameters;
    int count = (int) parameters.trained();
    long bytes = (long) count * Float.BYTES;
    this.memory = new NativeBlock(Math.max(1, 2 * bytes));
    this.vectors = new UpdateRule.Vectors(
        Tensor.floats(parameters.values().at(0), count),
        Tensor.floats(parameters.partners().at(0), count),
        Tensor.floats(memory.at(0), count),
        Tensor.floats(memory.at(bytes), count));
    rule.begin(vectors);
  }

  long bytes() {
    return memory.bytes();
  }

  void update(double rate) {
    steps++;
    rule.step(vectors, parameters.decaying(), rate, steps, rule.clip(List.of(vectors)));
    parameters.changed();
  }

  OptimizerState state() {
    return new OptimizerState(
        steps, parameters.read(vectors.first()), parameters.read(vectors.second()));
  }

  void restore(OptimizerState state) {
    steps = state.steps();
    parameters.write(state.first(), vectors.first());
    parameters.write(state.second(), vectors.second());
  }

  @Override
  public void close() {
    memory.close();
  }
}
