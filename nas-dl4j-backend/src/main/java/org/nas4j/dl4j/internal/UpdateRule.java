package org.nas4j.dl4j.internal;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Turns gradients into steps of weights: one pass over the vectors, piece by piece, so that each
 * piece stays in the processor's nearest cache while loops that the compiler can vectorize work on
 * it. The rules are Deeplearning4j's (Nesterov's momentum as Sutskever et al. 2013 rewrite it; in
 * Adam epsilon is added to the uncorrected root). For one thread.
 */
public final class UpdateRule {

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
   * @param optimizer how a gradient becomes a step
   * @param weightDecay factor of the weights that is added to their gradient
   */
  public UpdateRule(Optimizer optimizer, double weightDecay) {
    this.optimizer = optimizer;
    this.decay = (float) weightDecay;
  }

  /**
   * Vectors of one length.
   *
   * @param weights what steps change
   * @param gradients mean over the batch, weight decay not included
   * @param first what the optimizer remembers first
   * @param second what it remembers second; only Adam does
   */
  public record Vectors(
      FloatBuffer weights, FloatBuffer gradients, FloatBuffer first, FloatBuffer second) {

    /**
     * An array with zeros for all the rest.
     *
     * @param weights the array itself, not a copy
     * @return vectors on the heap
     */
    public static Vectors of(float[] weights) {
      int length = weights.length;
      return new Vectors(
          FloatBuffer.wrap(weights),
          FloatBuffer.allocate(length),
          FloatBuffer.allocate(length),
          FloatBuffer.allocate(length));
    }
  }

  /**
   * Fills in what the optimizer remembers before the first step.
   *
   * @param vectors the remembered ones are zeros
   */
  public void begin(Vectors vectors) {
    if (optimizer.method() == Optimizer.Method.RMSPROP) {
      for (int i = 0; i < vectors.first().capacity(); i++) {
        vectors.first().put(i, (float) optimizer.epsilon());
      }
    }
  }

  /**
   * By what the gradients of a network must be multiplied, so that they are no longer than the
   * optimizer allows.
   *
   * @param network all of its vectors
   * @return 1 if they are short enough, else less
   */
  public float clip(List<Vectors> network) {
    if (optimizer.clip() == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double squares = 0;
    for (Vectors vectors : network) {
      squares += squares(vectors.gradients());
    }
    double norm = Math.sqrt(squares);
    return norm > optimizer.clip() ? (float) (optimizer.clip() / norm) : 1;
  }

  /**
   * The squared length of a gradient.
   *
   * @param gradients a whole vector
   * @return sum of the squares
   */
  public double squares(FloatBuffer gradients) {
    double squares = 0;
    int count = gradients.capacity();
    for (int from = 0; from < count; from += PIECE) {
      int size = Math.min(PIECE, count - from);
      gradients.get(from, g, 0, size);
      squares += squares(size);
    }
    return squares;
  }

  /** Four sums side by side, since each addition waits for the one before it. */
  private double squares(int size) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < size; i += 4) {
      a += g[i] * (double) g[i];
      b += g[i + 1] * (double) g[i + 1];
      c += g[i + 2] * (double) g[i + 2];
      d += g[i + 3] * (double) g[i + 3];
    }
    for (; i < size; i++) {
      a += g[i] * (double) g[i];
    }
    return a + b + c + d;
  }

  /**
   * Takes a step.
   *
   * @param vectors whose weights change
   * @param decaying how many weights decay, from the first
   * @param rate the step's length
   * @param steps number of this step, from 1
   * @param clip factor of the gradients, from {@link #clip}
   */
  public void step(Vectors vectors, long decaying, double rate, int steps, float clip) {
    int count = vectors.weights().capacity();
    boolean adam = optimizer.method() == Optimizer.Method.ADAM;
    for (int from = 0; from < count; from += PIECE) {
      int size = Math.min(PIECE, count - from);
      vectors.weights().get(from, w, 0, size);
      vectors.gradients().get(from, g, 0, size);
      vectors.first().get(from, m, 0, size);
      scale(size, clip);
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

  private void scale(int size, float factor) {
    if (factor != 1) {
      for (int i = 0; i < size; i++) {
        g[i] *= factor;
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
