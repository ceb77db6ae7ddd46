package org.nas4j.dl4j.internal.graph.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;

/**
 * Shares work out among the calling thread and others of the process' common pool. Thread-safe.
 *
 * @param threads that compute at most at a time, at least 1
 */
record Shares(int threads) {

  /** A share of the work. */
  interface Share {

    /** Computes the pieces of these numbers. */
    void compute(int from, int to);
  }

  /** Computes so many pieces, of which each goes to one thread. */
  void of(int pieces, Share share) {
    int shares = Math.min(threads, pieces);
    if (shares == 1) {
      share.compute(0, pieces);
      return;
    }
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = (int) ((long) pieces * i / shares);
      int to = (int) ((long) pieces * (i + 1) / shares);
      tasks.add(ForkJoinTask.adapt(() -> share.compute(from, to)));
    }
    ForkJoinTask.invokeAll(tasks);
  }

  /** Sums what shares yielded, some of them nothing, in their order, so that figures repeat. */
  static float[] sum(float[][] parts) {
    float[] sums = parts[0];
    for (int i = 1; i < parts.length; i++) {
      if (parts[i] != null) {
        Vectors.add(sums, parts[i], 0, sums.length);
      }
    }
    return sums;
  }
}
