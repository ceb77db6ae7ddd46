package org.nas4j.darts;

import org.nas4j.darts.MixedNetwork.Part;
import org.nas4j.darts.MixedNetwork.Slope;
import org.nas4j.internal.math.Vectors;

/**
 * The gradient of the validation loss by α (liu2019darts, section 2.3, equations 5 to 8).
 *
 * @param network on its present minibatches
 * @param momentum of the step of weights
 * @param decay of weights
 */
record Bilevel(MixedNetwork network, double momentum, double decay) {

  /** ε of the finite difference, divided by the norm of the direction. */
  private static final double DISTANCE = 0.01;

  /** What came of it. */
  record Result(double loss, double[] gradient) {}

  /** As if the weights were the best ones already. */
  Result first(Alphas alphas) throws InterruptedException {
    Slope slope = network.slope(Part.VALIDATION, alphas.shares());
    return new Result(slope.loss(), alphas.gradient(slope.shares()));
  }

  /**
   * With the weights after one more step of training, ξ its length, and how that step depends on α
   * by a finite difference. The weights are then as before.
   *
   * @param velocity what momentum multiplies
   */
  Result second(Alphas alphas, double xi, double[] velocity) throws InterruptedException {
    double[] weights = network.weights();
    double[] shares = alphas.shares();
    double[] direction = network.slope(Part.TRAINING, shares).weights();
    Vectors.add(decay, weights, 0, direction, 0, weights.length);
    Vectors.add(momentum, velocity, 0, direction, 0, weights.length);
    network.setWeights(moved(weights, -xi, direction));
    Slope unrolled = network.slope(Part.VALIDATION, shares);
    double[] gradient = alphas.gradient(unrolled.shares());
    double[] v = unrolled.weights();
    double norm = Math.sqrt(Vectors.dot(v, 0, v, 0, v.length));
    if (norm > 0) {
      double distance = DISTANCE / norm;
      double[] above = byAlpha(alphas, moved(weights, distance, v));
      double[] below = byAlpha(alphas, moved(weights, -distance, v));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] -= xi * (above[i] - below[i]) / (2 * distance);
      }
    }
    network.setWeights(weights);
    return new Result(unrolled.loss(), gradient);
  }

  private double[] byAlpha(Alphas alphas, double[] weights) throws InterruptedException {
    network.setWeights(weights);
    return alphas.gradient(network.slope(Part.TRAINING, alphas.shares()).shares());
  }

  private static double[] moved(double[] from, double factor, double[] direction) {
    double[] to = from.clone();
    Vectors.add(factor, direction, 0, to, 0, to.length);
    return to;
  }
}
