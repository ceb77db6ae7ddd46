package org.nas4j.predict;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;

/**
 * Stochastic-gradient Hamiltonian Monte Carlo with scale adaptation (springenberg2016bohamiann,
 * section 4, equations 8 to 10; chen2014sghmc): draws from the density whose energy has the
 * gradients that it is given, which may be those of minibatches. With steps of size ε, friction α,
 * moving averages g of the gradient and v of its square over a window τ, each number for itself:
 *
 * <pre>
 * while it adapts   τ ← τ + 1 − τ·g²/v,  g ← g + (∇ − g)/(τ + 1),  v ← v + (∇² − v)/(τ + 1)
 * m ← m − ε²·∇/√v − α·m + noise of variance 2·ε²·α/√v − ε⁴
 * θ ← θ + m
 * </pre>
 *
 * <p>The windows of g and v have the τ from before the step, as in the authors' code. Where noise
 * would have a negative variance there is none: the minibatches bring more than enough. For one
 * thread.
 */
final class HamiltonianSampler {

  private static final double LEAST = 1e-16;

  private final List<Parameter> parameters;
  private final double rate;
  private final double friction;
  private final double[][] windows;
  private final double[][] means;
  private final double[][] squares;
  private final double[][] momenta;

  /**
   * Starts where the parameters are, at rest.
   *
   * @param stepSize ε, above 0
   * @param friction α, in (0, 1)
   */
  HamiltonianSampler(List<Parameter> parameters, double stepSize, double friction) {
    this.parameters = parameters;
    this.rate = stepSize * stepSize;
    this.friction = friction;
    windows = filled(1);
    means = filled(1);
    squares = filled(1);
    momenta = filled(0);
  }

  private double[][] filled(double value) {
    double[][] all = new double[parameters.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = new double[parameters.get(i).value().length];
      Arrays.fill(all[i], value);
    }
    return all;
  }

  /** A copy of what scales the steps. */
  double[][] scales() {
    return Arrays.stream(squares).map(double[]::clone).toArray(double[][]::new);
  }

  /** Takes the scales that another sampler has found. */
  void setScales(double[][] scales) {
    for (int i = 0; i < scales.length; i++) {
      System.arraycopy(scales[i], 0, squares[i], 0, scales[i].length);
    }
  }

  /**
   * One step along the gathered gradients of the energy, which are cleared.
   *
   * @param adapts whether the scales still change, as in the burn-in
   */
  void step(boolean adapts, RandomGenerator random) {
    for (int i = 0; i < parameters.size(); i++) {
      double[] gradient = parameters.get(i).gradient();
      if (adapts) {
        adapt(gradient, windows[i], means[i], squares[i]);
      }
      move(parameters.get(i).change(), gradient, squares[i], momenta[i], random);
      Arrays.fill(gradient, 0);
    }
  }

  private static void adapt(double[] gradient, double[] window, double[] mean, double[] square) {
    for (int i = 0; i < gradient.length; i++) {
      double share = 1 / (window[i] + 1);
      window[i] += 1 - window[i] * mean[i] * mean[i] / (square[i] + LEAST);
      mean[i] += (gradient[i] - mean[i]) * share;
      square[i] += (gradient[i] * gradient[i] - square[i]) * share;
    }
  }

  private void move(
      double[] value,
      double[] gradient,
      double[] square,
      double[] momentum,
      RandomGenerator random) {
    for (int i = 0; i < value.length; i++) {
      double scaled = rate / (Math.sqrt(square[i]) + LEAST);
      double variance = 2 * scaled * friction - rate * rate;
      double noise = variance > 0 ? Math.sqrt(variance) * random.nextGaussian() : 0;
      momentum[i] += noise - scaled * gradient[i] - friction * momentum[i];
      value[i] += momentum[i];
    }
  }
}
