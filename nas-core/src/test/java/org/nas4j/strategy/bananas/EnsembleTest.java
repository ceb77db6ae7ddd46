package org.nas4j.strategy.bananas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What predictors compute, against a network that is written down plainly and differentiated. */
class EnsembleTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final double RATE = 0.03;

  /** The last is the first unknown one, and the next is far out. */
  private static final List<int[]> FEATURES = List.of(
      new int[] {0, 2}, new int[] {1}, new int[] {0, 1, 3}, new int[] {3, 4}, new int[] {2, 99});

  private static final double[] TARGETS = {1, -0.5, 0.25, -2, 0.75};

  /** Four features, two layers of three units; one number after the other. */
  private static final int[] SIZES = {4, 3, 3, 1};

  private static final class PlainNetwork {

    private final double[] numbers;
    private final double[] mean;
    private final double[] square;
    private int steps;

    /** Weights first, layer by layer, then biases, which are 0. */
    PlainNetwork(RandomGenerator random) {
      int biases = 3 + 3 + 1;
      int weights = 4 * 3 + 3 * 3 + 3;
      numbers = new double[weights + biases];
      mean = new double[numbers.length];
      square = new double[numbers.length];
      int at = 0;
      for (int layer = 1; layer < SIZES.length; layer++) {
        double range = Math.sqrt(6.0 / (SIZES[layer - 1] + SIZES[layer]));
        for (int i = 0; i < SIZES[layer - 1] * SIZES[layer]; i++) {
          numbers[at++] = (2 * random.nextDouble() - 1) * range;
        }
      }
    }

    double predict(int[] features) {
      double[] in = new double[4];
      Arrays.stream(features).filter(each -> each < 4).forEach(each -> in[each] = 1);
      return layer(layer(layer(in, 0, 24, 3, true), 12, 27, 3, true), 21, 30, 1, false)[0];
    }

    private double[] layer(double[] in, int weights, int biases, int units, boolean rectified) {
      double[] out = new double[units];
      for (int j = 0; j < units; j++) {
        out[j] = numbers[biases + j];
        for (int i = 0; i < in.length; i++) {
          out[j] += in[i] * numbers[weights + i * units + j];
        }
        out[j] = rectified ? Math.max(0, out[j]) : out[j];
      }
      return out;
    }

    /** The mean absolute error. */
    private double error(List<int[]> features, double[] targets) {
      double sum = 0;
      for (int i = 0; i < targets.length; i++) {
        sum += Math.abs(predict(features.get(i)) - targets[i]);
      }
      return sum / targets.length;
    }

    /** Adam (kingma2015adam, algorithm 1) by central differences. */
    void step(List<int[]> features, double[] targets) {
      double[] gradient = new double[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        double kept = numbers[i];
        numbers[i] = kept + 1e-5;
        double above = error(features, targets);
        numbers[i] = kept - 1e-5;
        gradient[i] = (above - error(features, targets)) / 2e-5;
        numbers[i] = kept;
      }
      steps++;
      for (int i = 0; i < numbers.length; i++) {
        mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
        square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
        numbers[i] -= RATE
            * (mean[i] / (1 - Math.pow(0.9, steps)))
            / (Math.sqrt(square[i] / (1 - Math.pow(0.999, steps))) + 1e-8);
      }
    }
  }

  private static void assertSame(Perceptron perceptron, PlainNetwork plain) {
    for (int[] features : FEATURES) {
      assertThat(perceptron.predict(features)).isCloseTo(plain.predict(features), CLOSE);
    }
  }

  private static Bananas.Training training(int epochs, int batch) {
    return new Bananas.Training(2, 2, 3, epochs, RATE, batch);
  }

  /** A batch of all, so that their order does not matter: one step for each epoch. */
  @Test
  void predictorDescendsTheMeanAbsoluteError() {
    for (int seed = 0; seed < 4; seed++) {
      PlainNetwork plain = new PlainNetwork(new SplittableRandom(seed));
      SplittableRandom random = new SplittableRandom(seed);
      Perceptron perceptron = new Perceptron(4, 2, 3, random);
      assertSame(perceptron, plain);
      perceptron.fit(FEATURES, TARGETS, training(7, 5), random);
      for (int i = 0; i < 7; i++) {
        plain.step(FEATURES, TARGETS);
      }
      assertSame(perceptron, plain);
    }
  }

  /** Equal examples, so that their order does not matter: steps of 4, 4, 2, the last as long. */
  @Test
  void stepsAreOfBatches() {
    PlainNetwork plain = new PlainNetwork(new SplittableRandom(3));
    SplittableRandom random = new SplittableRandom(3);
    Perceptron perceptron = new Perceptron(4, 2, 3, random);
    double[] targets = new double[10];
    Arrays.fill(targets, 2);
    List<int[]> features = Collections.nCopies(10, FEATURES.get(2));
    perceptron.fit(features, targets, training(2, 4), random);
    for (int i = 0; i < 6; i++) {
      plain.step(features, targets);
    }
    assertSame(perceptron, plain);
  }

  /** Rewards 1, 5, 3, 3, 3 have mean 3 and deviation √(8/5). Members differ by their seeds. */
  @Test
  void membersLearnStandardisedRewardsAndTheirSpreadIsTheBelief() {
    double[] targets = {-2 / Math.sqrt(1.6), 2 / Math.sqrt(1.6), 0, 0, 0};
    Bananas.Training training = new Bananas.Training(3, 2, 3, 200, RATE, 2);
    Ensemble ensemble =
        new Ensemble(FEATURES, new double[] {1, 5, 3, 3, 3}, 4, training, new SplittableRandom(8));
    SplittableRandom seeds = new SplittableRandom(8);
    List<Perceptron> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SplittableRandom own = new SplittableRandom(seeds.nextLong());
      members.add(new Perceptron(4, 2, 3, own));
      members.get(i).fit(FEATURES, targets, training, own);
    }
    for (int[] features : FEATURES) {
      double a = members.get(0).predict(features);
      double b = members.get(1).predict(features);
      double c = members.get(2).predict(features);
      double mean = (a + b + c) / 3;
      double variance =
          ((a - mean) * (a - mean) + (b - mean) * (b - mean) + (c - mean) * (c - mean)) / 3;
      assertThat(ensemble.belief(features).mean()).isCloseTo(mean, within(1e-12));
      assertThat(ensemble.belief(features).deviation())
          .isCloseTo(Math.sqrt(variance), within(1e-12));
    }
  }

  /** There is no spread to divide by: all are as good as their mean. */
  @Test
  void equalRewardsAreAllTheMean() {
    Bananas.Training training = new Bananas.Training(2, 1, 3, 200, 0.01, 5);
    Ensemble ensemble =
        new Ensemble(FEATURES, new double[] {6, 6, 6, 6, 6}, 4, training, new SplittableRandom(8));
    for (int[] features : FEATURES) {
      assertThat(ensemble.belief(features).mean()).isCloseTo(0, within(0.1));
    }
  }

  @Test
  void drawsAreNormalAboutTheMean() {
    double normal = new SplittableRandom(6).nextGaussian();
    assertThat(new Ensemble.Belief(5, 3).draw(new SplittableRandom(6))).isEqualTo(5 + 3 * normal);
  }
}
