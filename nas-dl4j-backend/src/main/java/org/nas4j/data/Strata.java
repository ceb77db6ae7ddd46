package org.nas4j.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An order of a data set's examples of which every beginning holds each class in its share: the k-th of the n examples
 * of a class, in random order, comes at place (k − u) / n of the way, u being one uniform number for all.
 */
record Strata(int[] order) {

  static Strata of(Dataset data, RandomGenerator random) {
    int[] shuffled = Permutation.of(data.size(), random);
    int[] counts = new int[data.classes()];
    IntStream.range(0, data.size()).forEach(i -> counts[data.label(i)]++);
    int[] seen = new int[data.classes()];
    double[] place = new double[data.size()];
    double offset = random.nextDouble();
    for (int index : shuffled) {
      int label = data.label(index);
      place[index] = (++seen[label] - offset) / counts[label];
    }
    return new Strata(Arrays.stream(shuffled)
        .boxed()
        .sorted(Comparator.comparingDouble(index -> place[index]))
        .mapToInt(Integer::intValue)
        .toArray());
  }

  int[] take(int size) {
    return Arrays.copyOf(order, size);
  }
}
