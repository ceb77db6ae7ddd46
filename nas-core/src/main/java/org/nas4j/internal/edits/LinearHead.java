package org.nas4j.internal.edits;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * A score for each of some options, y = W·x + b, with its gradient. Options may come to be later.
 * Weights start uniform in ±√(3/inputs), biases at 0. For one thread.
 */
public final class LinearHead {

  private final int inputs;
  private final RandomGenerator random;
  private final Parameter weights = new Parameter(0);
  private final Parameter biases = new Parameter(0);

  /**
   * A head without options.
   *
   * @param inputs length of x
   * @param random draws the weights
   */
  public LinearHead(int inputs, RandomGenerator random) {
    this.inputs = inputs;
    this.random = random;
  }

  /**
   * Weights and biases.
   *
   * @return the trained blocks
   */
  public List<Parameter> parameters() {
    return List.of(weights, biases);
  }

  /**
   * Scores the first options.
   *
   * @param x input
   * @param options how many
   * @return a new array
   */
  public double[] scores(double[] x, int options) {
    if (options > biases.value().length) {
      weights.grow(options * inputs, StrictMath.sqrt(3.0 / inputs), random);
      biases.grow(options, 0, random);
    }
    double[] scores = new double[options];
    for (int i = 0; i < options; i++) {
      scores[i] = biases.value()[i] + Vectors.dot(weights.value(), i * inputs, x, 0, inputs);
    }
    return scores;
  }

  /**
   * Gathers the gradient.
   *
   * @param x input
   * @param dScores gradient of the scores
   * @param dx gradient of the input, is added to
   */
  public void backward(double[] x, double[] dScores, double[] dx) {
    for (int i = 0; i < dScores.length; i++) {
      biases.gradient()[i] += dScores[i];
      Vectors.add(dScores[i], x, 0, weights.gradient(), i * inputs, inputs);
      Vectors.add(dScores[i], weights.value(), i * inputs, dx, 0, inputs);
    }
  }
}
