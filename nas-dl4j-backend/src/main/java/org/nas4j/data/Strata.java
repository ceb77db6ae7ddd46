package org.nas4j.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An order of a data set's examples of which every beginning holds each class in its share: the
 * k-th of the n examples of a class, in random order, comes at place (k − u) / n of the way, u
 * being one uniform number for all.
 */
final class Strata {

  private final Dataset data;
  private final int[] order;

  private Strata(Dataset data, int[] order) {
    this.data = data;
    this.order = order;
  }

  static Strata of(Dataset data, RandomGenerator random) {
    int[] shuffled = Permutation.of(data.size(), random);
    int[] counts = counts(data, shuffled, 0, shuffled.length);
    int[] seen = new int[Math.max(1, data.classes())];
    double[] place = new double[data.size()];
    double offset = random.nextDouble();
    for (int index : shuffled) {
      int label = data.label(index);
      place[index] = (++seen[label] - offset) / counts[label];
    }
    return new Strata(
        data,
        Arrays.stream(shuffled)
            .boxed()
            .sorted(Comparator.comparingDouble(index -> place[index]))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** The first examples; where there is room for all classes, none is missing. */
  int[] first(int size) {
    int[] kept = order.clone();
    if (size >= classesOf(kept)) {
      keep(kept, 0, size);
    }
    return Arrays.copyOf(kept, size);
  }

  /** All examples, so that those after the first ones hold every class. */
  int[] keepingEachClassAfter(int first) {
    int[] kept = order.clone();
    int room = kept.length - first;
    if (room < classesOf(kept)) {
      throw new IllegalArgumentException("If [" + first + "] of [" + kept.length
          + "] examples are for validation, the [" + room
          + "] left for training cannot hold an example of each of the [" + classesOf(kept)
          + "] classes.\nMaybe leave fewer for validation.");
    }
    keep(kept, first, kept.length);
    return kept;
  }

  /**
   * Exchanges as few examples as it takes for a part of the order to hold each class once at least.
   */
  private void keep(int[] kept, int from, int to) {
    int[] inside = counts(data, kept, from, to);
    for (int outside = kept.length - 1; outside >= 0; outside--) {
      boolean isOutside = outside < from || outside >= to;
      int missing = data.label(kept[outside]);
      if (isOutside && inside[missing] == 0) {
        int given = from;
        for (int i = from; i < to; i++) {
          if (inside[data.label(kept[i])] > inside[data.label(kept[given])]) {
            given = i;
          }
        }
        inside[data.label(kept[given])]--;
        inside[missing]++;
        int moved = kept[given];
        kept[given] = kept[outside];
        kept[outside] = moved;
      }
    }
  }

  private int classesOf(int[] indices) {
    return (int) IntStream.of(indices).map(data::label).distinct().count();
  }

  private static int[] counts(Dataset data, int[] order, int from, int to) {
    int[] counts = new int[Math.max(1, data.classes())];
    for (int i = from; i < to; i++) {
      counts[data.label(order[i])]++;
    }
    return counts;
  }
}
