package org.nas4j.predict;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Activations;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * The curve layer (klein2017curves, section 3.1): from the last hidden units come the parameters of
 * all basis curves, each by a sigmoid, their weights by a softmax, and where the curve ends, by a
 * sigmoid; it says end + Σ weight·curve(t). For one thread.
 */
final class CurveLayer implements CurveHead {

  private static final BasisCurve[] CURVES = BasisCurve.values();
  private static final int PARAMETERS =
      Arrays.stream(CURVES).mapToInt(BasisCurve::parameters).sum();
  private static final int WEIGHTS = PARAMETERS;
  private static final int END = WEIGHTS + CURVES.length;

  /** Beyond this a sigmoid is 0 or 1 but for 1e-13, and a logarithm of it might not be finite. */
  private static final double SATURATED = 30;

  private final Matrix matrix;
  private final Parameter bias = new Parameter(END + 1);
  private final double[] raw = new double[END + 1];
  private final double[] theta = new double[PARAMETERS];
  private final double[] slopes = new double[PARAMETERS];
  private final double[] weights = new double[CURVES.length];
  private final double[] values = new double[CURVES.length];
  private double end;
  private double below;

  CurveLayer(int hidden, RandomGenerator random) {
    matrix = new Matrix(hidden, END + 1, StrictMath.sqrt(3.0 / hidden), random);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(matrix.parameter(), bias);
  }

  @Override
  public double forward(double[] hidden, double time) {
    System.arraycopy(bias.value(), 0, raw, 0, raw.length);
    matrix.addProduct(hidden, raw);
    for (int i = 0; i < PARAMETERS; i++) {
      theta[i] = squashed(raw[i]);
    }
    weigh();
    end = squashed(raw[END]);
    below = 0;
    int at = 0;
    for (int k = 0; k < CURVES.length; k++) {
      values[k] = CURVES[k].value(time, theta, at, slopes);
      below += weights[k] * values[k];
      at += CURVES[k].parameters();
    }
    return end + below;
  }

  private static double squashed(double value) {
    return Activations.sigmoid(Math.max(-SATURATED, Math.min(SATURATED, value)));
  }

  private void weigh() {
    double greatest = raw[WEIGHTS];
    for (int k = 1; k < CURVES.length; k++) {
      greatest = Math.max(greatest, raw[WEIGHTS + k]);
    }
    double sum = 0;
    for (int k = 0; k < CURVES.length; k++) {
      weights[k] = StrictMath.exp(raw[WEIGHTS + k] - greatest);
      sum += weights[k];
    }
    for (int k = 0; k < CURVES.length; k++) {
      weights[k] /= sum;
    }
  }

  /** Where the curve of the last forward ends, in (0, 1). */
  double end() {
    return end;
  }

  @Override
  public void backward(double factor, double[] hidden, double[] hiddenGradient) {
    double[] gradient = new double[END + 1];
    int at = 0;
    for (int k = 0; k < CURVES.length; k++) {
      for (int i = at; i < at + CURVES[k].parameters(); i++) {
        gradient[i] = factor * weights[k] * slopes[i] * theta[i] * (1 - theta[i]);
      }
      at += CURVES[k].parameters();
      gradient[WEIGHTS + k] = factor * weights[k] * (values[k] - below);
    }
    gradient[END] = factor * end * (1 - end);
    for (int i = 0; i < gradient.length; i++) {
      bias.gradient()[i] += gradient[i];
    }
    matrix.backward(hidden, gradient, hiddenGradient);
  }
}
