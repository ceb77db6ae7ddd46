package org.nas4j.internal.math;

import java.util.Arrays;
import java.util.List;

/**
 * Adam, climbing: θ ← θ + α·m̂/(√v̂ + ε) with bias-corrected moments m̂ and v̂ of the gradient
 * (kingma2015adam, algorithm 1). Deviations: it ascends, since policies maximise; each block counts
 * its own steps, since blocks may be born late; the gradient may be scaled down to a greatest norm
 * before.
 *
 * <p>TensorFlow adds ε to √v, before the bias is corrected (kingma2015adam, end of section 2), so
 * that the ε of step t is ε/√(1 − β₂ᵗ) in the formula above: with ε 1e-3 the first step is up to 31
 * times shorter.
 *
 * @param learningRate α, above 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon ε, above 0
 * @param tensorFlow whether ε is added where TensorFlow adds it
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, boolean tensorFlow) {

  /**
   * Adam as published.
   *
   * @param learningRate α, above 0
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon ε, above 0
   */
  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, false);
  }

  /** Journals of the first version hold this text, so that what is new shows only where it is. */
  @Override
  public String toString() {
    return "Adam[learningRate=" + learningRate + ", beta1=" + beta1 + ", beta2=" + beta2
        + ", epsilon=" + epsilon + (tensorFlow ? ", epsilonAsInTensorFlow]" : "]");
  }

  /**
   * Makes one step along the gathered gradients and clears them.
   *
   * @param parameters all blocks
   * @param greatestNorm the norm of the whole gradient is scaled down to this
   */
  public void ascend(List<Parameter> parameters, double greatestNorm) {
    double norm = norm(parameters);
    double scale = norm > greatestNorm ? greatestNorm / norm : 1;
    for (Parameter parameter : parameters) {
      ascend(parameter, scale);
    }
  }

  private void ascend(Parameter parameter, double scale) {
    double step = parameter.nextStep();
    double rate = learningRate / (1 - StrictMath.pow(beta1, step));
    double correction = 1 / (1 - StrictMath.pow(beta2, step));
    double added = tensorFlow ? epsilon * Math.sqrt(correction) : epsilon;
    double[] value = parameter.change();
    double[] gradient = parameter.gradient();
    double[] mean = parameter.mean();
    double[] square = parameter.square();
    for (int i = 0; i < value.length; i++) {
      double g = gradient[i] * scale;
      double m = beta1 * mean[i] + (1 - beta1) * g;
      double v = beta2 * square[i] + (1 - beta2) * (g * g);
      mean[i] = m;
      square[i] = v;
      value[i] += rate * m / (Math.sqrt(v * correction) + added);
    }
    Arrays.fill(gradient, 0);
  }

  /**
   * The Euclidean norm of the gathered gradients.
   *
   * @param parameters all blocks
   * @return at least 0
   */
  public static double norm(List<Parameter> parameters) {
    double sum = 0;
    for (Parameter parameter : parameters) {
      double[] gradient = parameter.gradient();
      sum += Vectors.dot(gradient, 0, gradient, 0, gradient.length);
    }
    return Math.sqrt(sum);
  }
}
