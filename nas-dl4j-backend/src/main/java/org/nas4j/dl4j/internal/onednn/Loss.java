package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The loss of one output and its gradient, for as many examples as a plan takes: a few hundred
 * numbers, so plain loops. The gradient is that of the mean over the batch.
 */
final class Loss {

  private final boolean softmax;
  private final double weight;
  private final double smoothing;
  private final Tensor output;
  private final Tensor gradient;
  private final int batch;
  private final int width;
  private final float[] values;
  private double sum;

  Loss(
      boolean softmax,
      double weight,
      double smoothing,
      Tensor output,
      Tensor gradient,
      long[] sizes) {
    this.softmax = softmax;
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
    if (softmax) {
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

  /** Compares with labels and writes the gradient. */
  void compare(int[] labels) {
    read();
    double others = smoothing / width;
    double own = 1 - smoothing + others;
    double factor = weight / batch * (softmax ? 1 : 2.0 / width);
    sum = 0;
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < width; j++) {
        double target = labels[i] == j ? own : others;
        float value = values[i * width + j];
        sum += softmax ? entropy(target, value) : (value - target) * (value - target) / width;
        values[i * width + j] = (float) (factor * (value - target));
      }
    }
    FloatBuffer sent = gradient.values();
    sent.put(0, values);
  }

  /** Compares with numbers that should be predicted and writes the gradient. */
  void compare(float[] targets) {
    read();
    double factor = weight / batch * 2 / width;
    sum = 0;
    for (int i = 0; i < values.length; i++) {
      double error = values[i] - targets[i];
      sum += error * error / width;
      values[i] = (float) (factor * error);
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
