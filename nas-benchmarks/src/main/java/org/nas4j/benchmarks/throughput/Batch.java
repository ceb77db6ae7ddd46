package org.nas4j.benchmarks.throughput;

import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;

/**
 * Noise on the heap: values in [0, 1), example by example, and the class of each.
 *
 * @param examples values of all examples
 * @param labels as many as examples
 * @param classes number of classes
 */
record Batch(float[] examples, int[] labels, int classes) {

  static Batch of(Workload workload) {
    return of(workload.architecture(), workload.batch());
  }

  static Batch of(Architecture architecture, int size) {
    SplittableRandom random = new SplittableRandom(1);
    float[] examples = new float[size * (int) architecture.input().elements()];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = random.nextFloat();
    }
    int classes = (int) architecture.shape(architecture.output()).elements();
    return new Batch(examples, random.ints(size, 0, classes).toArray(), classes);
  }

  /** How many examples. */
  int size() {
    return labels.length;
  }
}
