package org.nas4j.internal.policy;

import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * A linear estimate of the reward from the hidden state, zero at first: value = w·h + b, w and b in
 * one block.
 */
final class Critic {

  private final Parameter weights;
  private final int hidden;

  Critic(int hidden, double range, RandomGenerator random) {
    this.hidden = hidden;
    this.weights = Parameter.uniform(hidden, range, random);
    this.weights.grow(hidden + 1, Double.MIN_VALUE, random);
  }

  Parameter parameter() {
    return weights;
  }

  double value(LstmStep step) {
    return Vectors.dot(weights.value(), 0, step.output(), 0, hidden) + weights.value()[hidden];
  }

  void backward(LstmStep step, double gradient) {
    Vectors.add(gradient, step.output(), 0, weights.gradient(), 0, hidden);
    Vectors.add(gradient, weights.value(), 0, step.outputGradient(), 0, hidden);
    weights.gradient()[hidden] += gradient;
  }
}
