package org.nas4j.dl4j.internal.graph;

import java.util.Arrays;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Turns gradients into steps of shared weights, array by array. The rules are Deeplearning4j's (Nesterov's momentum as
 * Sutskever et al. 2013 rewrite it; in Adam epsilon is added to the uncorrected root). Each array counts its own steps, so
 * that Adam corrects the bias of its means by how often that array was trained.
 */
final class SharedUpdater {

  private final Optimizer optimizer;
  private final float decay;

  SharedUpdater(Optimizer optimizer, double weightDecay) {
    this.optimizer = optimizer;
    this.decay = (float) weightDecay;
  }

  /** An array and what the optimizer knows of it. */
  static final class State {

    private final WeightArray weights;
    private final boolean decays;
    private final float[] first;
    private final float[] second;
    private int steps;

    private State(WeightArray weights, boolean decays, boolean two) {
      this.weights = weights;
      this.decays = decays;
      this.first = new float[weights.values().length];
      this.second = two ? new float[first.length] : new float[0];
    }

    WeightArray weights() {
      return weights;
    }
  }

  State start(WeightArray weights, boolean decays) {
    State state = new State(weights, decays, optimizer.method() == Optimizer.Method.ADAM);
    if (optimizer.method() == Optimizer.Method.RMSPROP) {
      Arrays.fill(state.first, (float) optimizer.epsilon());
    }
    return state;
  }

  /** One step; the gradient is overwritten. */
  void update(State state, float[] gradient, double rate) {
    state.steps++;
    float[] weights = state.weights.values();
    if (state.decays && decay != 0) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += decay * weights[i];
      }
    }
    switch (optimizer.method()) {
      case NESTEROV -> nesterov(state, gradient, (float) rate);
      case RMSPROP -> rmsProp(state, gradient, (float) rate);
      case ADAM -> adam(state, gradient, rate);
    }
  }

  private void nesterov(State state, float[] g, float rate) {
    float momentum = (float) optimizer.first();
    float ahead = 1 + momentum;
    float[] w = state.weights.values();
    float[] m = state.first;
    for (int i = 0; i < g.length; i++) {
      float before = m[i];
      float now = momentum * before - rate * g[i];
      m[i] = now;
      w[i] += ahead * now - momentum * before;
    }
  }

  private void rmsProp(State state, float[] g, float rate) {
    float keep = (float) optimizer.first();
    float take = (float) (1 - optimizer.first());
    float epsilon = (float) optimizer.epsilon();
    float[] w = state.weights.values();
    float[] m = state.first;
    for (int i = 0; i < g.length; i++) {
      float square = keep * m[i] + take * g[i] * g[i];
      m[i] = square;
      w[i] -= rate * g[i] / ((float) Math.sqrt(square) + epsilon);
    }
  }

  private void adam(State state, float[] g, double rate) {
    float keepFirst = (float) optimizer.first();
    float takeFirst = (float) (1 - optimizer.first());
    float keepSecond = (float) optimizer.second();
    float takeSecond = (float) (1 - optimizer.second());
    float epsilon = (float) optimizer.epsilon();
    float length = (float) (rate
        * Math.sqrt(1 - Math.pow(optimizer.second(), state.steps))
        / (1 - Math.pow(optimizer.first(), state.steps)));
    float[] w = state.weights.values();
    float[] m = state.first;
    float[] v = state.second;
    for (int i = 0; i < g.length; i++) {
      float mean = keepFirst * m[i] + takeFirst * g[i];
      float square = keepSecond * v[i] + takeSecond * g[i] * g[i];
      m[i] = mean;
      v[i] = square;
      w[i] -= length * mean / ((float) Math.sqrt(square) + epsilon);
    }
  }
}
