package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Activations;
import org.nas4j.internal.math.Adam;

/** Fits one network by absolute error. */
final class CellFit {

  private static final double GREATEST_NORM = 5;

  private final CellEstimator network;
  private final CellEnsembleSettings settings;

  CellFit(CellEstimator network, CellEnsembleSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  static int[] shuffled(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    shuffle(order, random);
    return order;
  }

  static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  void learn(List<List<CellBlock>> cells, double[] targets, int[] places, RandomGenerator random) {
    boolean small = cells.stream().allMatch(cell -> cell.size() == 1);
    Adam adam = new Adam(small ? settings.learningRate() : settings.laterRate(), 0.9, 0.999, 1e-8);
    int[] order = places.clone();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      shuffle(order, random);
      for (int from = 0; from < order.length; from += settings.batch()) {
        int to = Math.min(order.length, from + settings.batch());
        for (int i = from; i < to; i++) {
          step(cells.get(order[i]), targets[order[i]], to - from);
        }
        adam.ascend(network.parameters(), GREATEST_NORM);
      }
    }
  }

  /** The gradient of −|σ(z) − y|. */
  private void step(List<CellBlock> cell, double target, int batch) {
    double prediction = predict(cell);
    double slope = prediction * (1 - prediction);
    network.backward(-Math.signum(prediction - target) * slope / batch);
  }

  double predict(List<CellBlock> cell) {
    return Activations.sigmoid(network.forward(cell));
  }
}
