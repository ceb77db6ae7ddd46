package org.nas4j.strategy.bananas;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;

/**
 * A network of rectified layers over features that are there or not, fitted to the mean absolute
 * error by Adam. Weights start uniformly (glorot2010init).
 */
final class Perceptron {

  private final int[] sizes;
  private final List<Parameter> weights = new ArrayList<>();
  private final List<Parameter> biases = new ArrayList<>();
  private final List<Parameter> all = new ArrayList<>();
  private final double[][] values;
  private final double[][] slopes;

  Perceptron(int features, int layers, int units, RandomGenerator random) {
    sizes = new int[layers + 2];
    sizes[0] = features;
    for (int i = 1; i <= layers; i++) {
      sizes[i] = units;
    }
    sizes[layers + 1] = 1;
    values = new double[layers + 2][];
    slopes = new double[layers + 2][];
    for (int i = 1; i < sizes.length; i++) {
      double range = Math.sqrt(6.0 / (sizes[i - 1] + sizes[i]));
      weights.add(Parameter.uniform(sizes[i - 1] * sizes[i], range, random));
      biases.add(new Parameter(sizes[i]));
      values[i] = new double[sizes[i]];
      slopes[i] = new double[sizes[i]];
    }
    all.addAll(weights);
    all.addAll(biases);
  }

  /** Features are numbers below that of the constructor; others are left out. */
  double predict(int[] features) {
    for (int layer = 1; layer < sizes.length; layer++) {
      double[] out = values[layer];
      System.arraycopy(biases.get(layer - 1).value(), 0, out, 0, out.length);
      double[] weight = weights.get(layer - 1).value();
      if (layer == 1) {
        for (int feature : features) {
          add(1, weight, feature, out);
        }
      } else {
        double[] in = values[layer - 1];
        for (int i = 0; i < in.length; i++) {
          if (in[i] != 0) {
            add(in[i], weight, i, out);
          }
        }
      }
      if (layer < sizes.length - 1) {
        for (int i = 0; i < out.length; i++) {
          out[i] = Math.max(0, out[i]);
        }
      }
    }
    return values[sizes.length - 1][0];
  }

  private void add(double factor, double[] weight, int row, double[] out) {
    int from = row * out.length;
    if (from < weight.length) {
      for (int j = 0; j < out.length; j++) {
        out[j] += factor * weight[from + j];
      }
    }
  }

  /** Goes through the examples so often, in batches, in new orders. */
  void fit(
      List<int[]> features, double[] targets, Bananas.Training training, RandomGenerator random) {
    Adam adam = new Adam(training.learningRate(), 0.9, 0.999, 1e-8);
    int[] order = new int[targets.length];
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      for (int from = 0; from < order.length; from += training.batch()) {
        int to = Math.min(order.length, from + training.batch());
        for (int i = from; i < to; i++) {
          double error = predict(features.get(order[i])) - targets[order[i]];
          backward(features.get(order[i]), -Math.signum(error) / (to - from));
        }
        adam.ascend(all, Double.POSITIVE_INFINITY);
      }
    }
  }

  /** Adds to the gradients; the slope is that of what is climbed. */
  private void backward(int[] features, double slope) {
    slopes[sizes.length - 1][0] = slope;
    for (int layer = sizes.length - 1; layer >= 1; layer--) {
      double[] out = slopes[layer];
      double[] bias = biases.get(layer - 1).gradient();
      for (int j = 0; j < out.length; j++) {
        bias[j] += out[j];
      }
      double[] gradient = weights.get(layer - 1).gradient();
      if (layer == 1) {
        for (int feature : features) {
          add(out, feature, gradient);
        }
      } else {
        pass(layer, out, gradient);
      }
    }
  }

  private static void add(double[] out, int row, double[] gradient) {
    int from = row * out.length;
    for (int j = 0; j < out.length && from < gradient.length; j++) {
      gradient[from + j] += out[j];
    }
  }

  private void pass(int layer, double[] out, double[] gradient) {
    double[] in = values[layer - 1];
    double[] weight = weights.get(layer - 1).value();
    for (int i = 0; i < in.length; i++) {
      double sum = 0;
      int from = i * out.length;
      for (int j = 0; j < out.length; j++) {
        gradient[from + j] += in[i] * out[j];
        sum += weight[from + j] * out[j];
      }
      slopes[layer - 1][i] = in[i] > 0 ? sum : 0;
    }
  }
}
