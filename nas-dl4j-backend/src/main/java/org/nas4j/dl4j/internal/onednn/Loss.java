package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.dl4j.internal.Targets;

/**
 * The loss of one output and its gradient, for as many examples as a plan takes: a few hundred
 * numbers, so plain loops. The gradient is that of the mean over the batch.
 */
final class Loss {

  /** Of numbers; none for probabilities. */
  private final Optional<RegressionLoss> regression;

  private final double weight;
  private final double smoothing;
  private final Tensor output;
  private final Tensor gradient;
  private final int batch;
  private final int width;
  private final float[] values;
  private double sum;

  Loss(
      Optional<RegressionLoss> regression,
      double weight,
      double smoothing,
      Tensor output,
      Tensor gradient,
      long[] sizes) {
    this.regression = regression;
    this.weight = weight;
    this.smoothing = smoothing;
    this.output = output;
    this.gradient = gradient;
    this.batch = (int) sizes[0];
    this.width = (int) sizes[1];
    this.values = new float[batch * width];
  }

  Tensor gradient() {
    return gradient;
  }

  Tensor output() {
    return output;
  }

  /** What the output says: probabilities, or the numbers that are predicted. */
  float[] predictions(int examples) {
    read();
    return Arrays.copyOf(values, examples * width);
  }

  private void read() {
    output.values().get(0, values);
    if (regression.isEmpty()) {
      for (int i = 0; i < batch; i++) {
        normalize(i * width);
      }
    }
  }

  private void normalize(int from) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + width; i++) {
      largest = Math.max(largest, values[i]);
    }
    double total = 0;
    for (int i = from; i < from + width; i++) {
      values[i] = (float) Math.exp(values[i] - largest);
      total += values[i];
    }
    float factor = (float) (1 / total);
    for (int i = from; i < from + width; i++) {
      values[i] *= factor;
    }
  }

  /** Compares with what should be said, and writes the gradient. */
  void compare(Targets targets) {
    read();
    sum = 0;
    for (int i = 0; i < batch; i++) {
      double counts = targets.weight(i);
      double factor = weight * counts / batch;
      for (int j = 0; j < width; j++) {
        float value = values[i * width + j];
        double target = targets.of(i, j, width, smoothing);
        double difference = value - target;
        if (regression.isPresent()) {
          sum += counts * regression.get().of(difference) / width;
          difference = regression.get().slope(difference) / width;
        } else {
          sum += counts * entropy(target, value);
        }
        values[i * width + j] = (float) (factor * difference);
      }
    }
    FloatBuffer sent = gradient.values();
    sent.put(0, values);
  }

  private static double entropy(double target, double probability) {
    return target == 0 ? 0 : -target * Math.log(Math.max(1e-10, probability));
  }

  /** The mean over the last batch. */
  double mean() {
    return weight * sum / batch;
  }
}
