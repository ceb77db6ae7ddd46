package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Turns gradients into steps of all weights at once: one pass over the vectors, piece by piece, so that each piece stays in
 * the processor's nearest cache while loops that the compiler can vectorize work on it. The rules are Deeplearning4j's
 * (Nesterov's momentum as Sutskever et al. 2013 rewrite it; in Adam epsilon is added to the uncorrected root).
 */
final class Updater implements AutoCloseable {

  private static final int PIECE = 2048;

  private final Optimizer optimizer;
  private final float decay;
  private final Parameters parameters;
  private final NativeBlock state;
  private final FloatBuffer weights;
  private final FloatBuffer gradients;
  private final FloatBuffer first;
  private final FloatBuffer second;
  private final float[] w = new float[PIECE];
  private final float[] g = new float[PIECE];
  private final float[] m = new float[PIECE];
  private final float[] v = new float[PIECE];
  private int steps;

  Updater(Optimizer optimizer, double weightDecay, Parameters parameters) {
    this.optimizer = optimizer;
    this.decay = (float) weightDecay;
    this.parameters = parameters;
    int count = (int) parameters.trained();
    long bytes = (long) count * Float.BYTES;
    this.state = new NativeBlock(Math.max(1, 2 * bytes));
    this.weights = Tensor.floats(parameters.values().at(0), count);
    this.gradients = Tensor.floats(parameters.partners().at(0), count);
    this.first = Tensor.floats(state.at(0), count);
    this.second = Tensor.floats(state.at(bytes), count);
    if (optimizer.method() == Optimizer.Method.RMSPROP) {
      for (int i = 0; i < count; i++) {
        first.put(i, (float) optimizer.epsilon());
      }
    }
  }

  long bytes() {
    return state.bytes();
  }

  void update(double rate) {
    steps++;
    int count = weights.capacity();
    boolean adam = optimizer.method() == Optimizer.Method.ADAM;
    for (int from = 0; from < count; from += PIECE) {
      int size = Math.min(PIECE, count - from);
      weights.get(from, w, 0, size);
      gradients.get(from, g, 0, size);
      first.get(from, m, 0, size);
      decay((int) Math.min(size, parameters.decaying() - from));
      switch (optimizer.method()) {
        case NESTEROV -> nesterov(size, (float) rate, (float) optimizer.first());
        case RMSPROP -> rmsProp(size, (float) rate);
        case ADAM -> {
          second.get(from, v, 0, size);
          adam(size, rate);
        }
      }
      weights.put(from, w, 0, size);
      first.put(from, m, 0, size);
      if (adam) {
        second.put(from, v, 0, size);
      }
    }
    parameters.changed();
  }

  private void decay(int size) {
    if (decay != 0) {
      for (int i = 0; i < size; i++) {
        g[i] += decay * w[i];
      }
    }
  }

  private void nesterov(int size, float rate, float momentum) {
    float ahead = 1 + momentum;
    for (int i = 0; i < size; i++) {
      float before = m[i];
      float now = momentum * before - rate * g[i];
      m[i] = now;
      w[i] += ahead * now - momentum * before;
    }
  }

  private void rmsProp(int size, float rate) {
    float keep = (float) optimizer.first();
    float take = (float) (1 - optimizer.first());
    float epsilon = (float) optimizer.epsilon();
    for (int i = 0; i < size; i++) {
      float square = keep * m[i] + take * g[i] * g[i];
      m[i] = square;
      w[i] -= rate * g[i] / ((float) Math.sqrt(square) + epsilon);
    }
  }

  private void adam(int size, double rate) {
    float keepFirst = (float) optimizer.first();
    float takeFirst = (float) (1 - optimizer.first());
    float keepSecond = (float) optimizer.second();
    float takeSecond = (float) (1 - optimizer.second());
    float epsilon = (float) optimizer.epsilon();
    float length = (float) (rate
        * Math.sqrt(1 - Math.pow(optimizer.second(), steps))
        / (1 - Math.pow(optimizer.first(), steps)));
    for (int i = 0; i < size; i++) {
      float mean = keepFirst * m[i] + takeFirst * g[i];
      float square = keepSecond * v[i] + takeSecond * g[i] * g[i];
      m[i] = mean;
      v[i] = square;
      w[i] -= length * mean / ((float) Math.sqrt(square) + epsilon);
    }
  }

  @Override
  public void close() {
    state.close();
  }
}
