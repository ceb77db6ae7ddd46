package org.nas4j.spark;

import java.util.random.RandomGenerator;

/** A network of two inputs, one hidden layer and one output, which learns by gradient descent. */
final class Perceptron {

  private final boolean rectified;
  private final double[] toHidden0;
  private final double[] toHidden1;
  private final double[] hiddenBias;
  private final double[] toOutput;
  private final double[] hidden;
  private double outputBias;

  Perceptron(TwoMoons.Shape shape, RandomGenerator random) {
    int units = shape.hidden();
    rectified = shape.rectified();
    toHidden0 = random.doubles(units, -1, 1).toArray();
    toHidden1 = random.doubles(units, -1, 1).toArray();
    hiddenBias = new double[units];
    toOutput = random.doubles(units, -1, 1).toArray();
    hidden = new double[units];
  }

  /** The probability of the second moon. */
  private double predict(double[] point) {
    double sum = outputBias;
    for (int i = 0; i < hidden.length; i++) {
      double in = toHidden0[i] * point[0] + toHidden1[i] * point[1] + hiddenBias[i];
      hidden[i] = rectified ? Math.max(0, in) : StrictMath.tanh(in);
      sum += toOutput[i] * hidden[i];
    }
    return 1 / (1 + StrictMath.exp(-sum));
  }

  void learn(double[] point, double rate) {
    double error = predict(point) - point[2];
    outputBias -= rate * error;
    for (int i = 0; i < hidden.length; i++) {
      double slope = rectified ? (hidden[i] > 0 ? 1 : 0) : 1 - hidden[i] * hidden[i];
      double back = error * toOutput[i] * slope;
      toOutput[i] -= rate * error * hidden[i];
      toHidden0[i] -= rate * back * point[0];
      toHidden1[i] -= rate * back * point[1];
      hiddenBias[i] -= rate * back;
    }
  }

  double accuracy(double[][] points) {
    int right = 0;
    for (double[] point : points) {
      right += (predict(point) > 0.5) == (point[2] > 0.5) ? 1 : 0;
    }
    return (double) right / points.length;
  }
}
