package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nas4j.data.Dataset;

/**
 * Validation data in minibatches of one size, mixed once: batch normalization goes by the
 * statistics of a minibatch, which must not depend on how a file is sorted. The last minibatch
 * overlaps the one before it where the size does not divide the data. For one thread.
 */
final class ValidationBatches {

  private final Dataset data;
  private final int size;
  private final int[] order;

  ValidationBatches(Dataset data, int size, RandomGenerator random) {
    this.data = data;
    this.size = Math.min(size, data.size());
    this.order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  /** Examples of each. */
  int size() {
    return size;
  }

  int count() {
    return (order.length + size - 1) / size;
  }

  int examples() {
    return order.length;
  }

  private int start(int batch) {
    return Math.min(batch * size, order.length - size);
  }

  /** The first example of a minibatch that no minibatch before it holds. */
  int firstUnseen(int batch) {
    return batch * size - start(batch);
  }

  void write(int batch, FloatBuffer target) {
    for (int i = 0; i < size; i++) {
      data.write(order[start(batch) + i], target);
    }
  }

  /** How many examples of a minibatch, from one of them on, are classified right. */
  int right(int batch, int from, float[] probabilities) {
    int right = 0;
    for (int i = from; i < size; i++) {
      int label = data.label(order[start(batch) + i]);
      right += Scores.predicted(probabilities, i, data.classes()) == label ? 1 : 0;
    }
    return right;
  }
}
