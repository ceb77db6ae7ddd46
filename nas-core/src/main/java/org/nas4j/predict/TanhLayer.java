package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Activations;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/** A dense layer of tanh units, with its gradients. For one thread. */
final class TanhLayer {

  private final Matrix weights;
  private final Parameter bias;
  private final double[] out;

  /** Weights of variance 1 / inputs, as the authors' code. */
  TanhLayer(int inputs, int units, RandomGenerator random) {
    weights = new Matrix(inputs, units, StrictMath.sqrt(3.0 / Math.max(1, inputs)), random);
    bias = new Parameter(units);
    out = new double[units];
  }

  List<Parameter> parameters() {
    return List.of(weights.parameter(), bias);
  }

  /** The same array each time. */
  double[] forward(double[] in) {
    System.arraycopy(bias.value(), 0, out, 0, out.length);
    weights.addProduct(in, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = Activations.tanh(out[i]);
    }
    return out;
  }

  /** Adds to the gradient of what went in; changes that of what came out. */
  void backward(double[] in, double[] gradient, double[] inGradient) {
    for (int i = 0; i < out.length; i++) {
      gradient[i] *= 1 - out[i] * out[i];
      bias.gradient()[i] += gradient[i];
    }
    weights.backward(in, gradient, inGradient);
  }
}
