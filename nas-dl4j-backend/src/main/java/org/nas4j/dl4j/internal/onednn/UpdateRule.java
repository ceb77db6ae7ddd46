package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Turns gradients into steps of weights: one pass over the vectors, piece by piece, so that each piece stays in the
 * processor's nearest cache while loops that the compiler can vectorize work on it. The rules are Deeplearning4j's
 * (Nesterov's momentum as Sutskever et al. 2013 rewrite it; in Adam epsilon is added to the uncorrected root).
 */
final class UpdateRule {

  private static final int PIECE = 2048;

  private final Optimizer optimizer;
  private final float decay;
  private final float[] w = new float[PIECE];
  private final float[] g = new float[PIECE];
  private final float[] m = new float[PIECE];
  private final float[] v = new float[PIECE];

  /**
   * A rule.
   *
   * @param weightDecay factor of the weights that is added to their gradient
   */
  UpdateRule(Optimizer optimizer, double weightDecay) {
    this.optimizer = optimizer;
    this.decay = (float) weightDecay;
  }

  /** Vectors of one length: weights, their gradients, and the two that the optimizer remembers. */
  record Vectors(
      FloatBuffer weights, FloatBuffer gradients, FloatBuffer first, FloatBuffer second) {}

  /** Fills in what the optimizer remembers before the first step; memory begins with zeros. */
  void begin(Vectors vectors) {
    if (optimizer.method() == Optimizer.Method.RMSPROP) {
      for (int i = 0; i < vectors.first().capacity(); i++) {
        vectors.first().put(i, (float) optimizer.epsilon());
      }
    }
  }

  /**
   * Takes a step.
   *
   * @param decaying how many weights decay, from the first
   * @param steps number of this step, from 1
   */
  void step(Vectors vectors, long decaying, double rate, int steps) {
    int count = vectors.weights().capacity();
    boolean adam = optimizer.method() == Optimizer.Method.ADAM;
    for (int from = 0; from < count; from += PIECE) {
      int size = Math.min(PIECE, count - from);
      vectors.weights().get(from, w, 0, size);
      vectors.gradients().get(from, g, 0, size);
      vectors.first().get(from, m, 0, size);
      decay((int) Math.min(size, decaying - from));
      switch (optimizer.method()) {
        case NESTEROV -> nesterov(size, (float) rate, (float) optimizer.first());
        case RMSPROP -> rmsProp(size, (float) rate);
        case ADAM -> {
          vectors.second().get(from, v, 0, size);
          adam(size, rate, steps);
        }
      }
      vectors.weights().put(from, w, 0, size);
      vectors.first().put(from, m, 0, size);
      if (adam) {
        vectors.second().put(from, v, 0, size);
      }
    }
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

  private void adam(int size, double rate, int steps) {
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
}
