package org.nas4j.dl4j;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.data.Dataset;

/**
 * Training data in minibatches of one size, drawn anew with each {@link #shuffle}; the examples that do not fill one wait
 * for the next time. For one thread.
 */
final class Minibatches {

  private final Dataset data;
  private final Dl4jTraining settings;
  private final RandomGenerator order;
  private final RandomGenerator augmentation;
  private final int[] permutation;
  private final int[] labels;

  Minibatches(Dataset data, Dl4jTraining settings, SplittableRandom random) {
    this.data = data;
    this.settings = settings;
    this.order = random.split();
    this.augmentation = random.split();
    this.labels = new int[Math.min(settings.batch(), data.size())];
    this.permutation = new int[data.size()];
    for (int i = 0; i < permutation.length; i++) {
      permutation[i] = i;
    }
  }

  /** Examples of each. */
  int size() {
    return labels.length;
  }

  int count() {
    return permutation.length / labels.length;
  }

  void shuffle() {
    for (int i = permutation.length - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      int swapped = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swapped;
    }
  }

  /** Writes the values of one minibatch; its labels are valid until the next call. */
  int[] write(int number, FloatBuffer target) {
    for (int i = 0; i < labels.length; i++) {
      int index = permutation[number * labels.length + i];
      labels[i] = data.label(index);
      settings.augmentation().write(data, index, augmentation, target);
    }
    return labels;
  }
}
