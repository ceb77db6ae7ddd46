package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/** A weighted sum of the hidden units: what the curve layer is compared with. For one thread. */
final class LinearCurveHead implements CurveHead {

  private final Matrix matrix;
  private final Parameter bias = new Parameter(1);

  LinearCurveHead(int hidden, RandomGenerator random) {
    matrix = new Matrix(hidden, 1, StrictMath.sqrt(3.0 / hidden), random);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(matrix.parameter(), bias);
  }

  @Override
  public double forward(double[] hidden, double time) {
    double[] out = {bias.value()[0]};
    matrix.addProduct(hidden, out);
    return out[0];
  }

  @Override
  public void backward(double factor, double[] hidden, double[] hiddenGradient) {
    bias.gradient()[0] += factor;
    matrix.backward(hidden, new double[] {factor}, hiddenGradient);
  }
}
