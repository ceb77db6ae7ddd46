package org.nas4j.data;

import java.util.random.RandomGenerator;

/** Random orders (Fisher and Yates). */
final class Permutation {

  private Permutation() {}

  static int[] of(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
