package org.nas4j.objective;

import java.util.Arrays;
import java.util.List;

/**
 * Pareto dominance among points of losses, less being better in each place: one dominates another
 * if it is worse in none and better in one. Equal points do not dominate each other. Stateless.
 */
public final class Dominance {

  private Dominance() {}

  /**
   * Whether a point is at least as good in all places and better in one.
   *
   * @param one losses
   * @param other losses in the same order
   * @return false for equal points
   */
  public static boolean dominates(double[] one, double[] other) {
    boolean better = false;
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
      better |= one[i] < other[i];
    }
    return better;
  }

  /**
   * Peels fronts (deb2002nsga2, section III.A, fast non-dominated sorting): rank 0 is dominated by
   * none, rank 1 by points of rank 0 only, and so on.
   *
   * @param points losses, all of one length
   * @return the rank of each, in the points' order
   */
  public static int[] ranks(List<double[]> points) {
    int n = points.size();
    int[] dominators = new int[n];
    boolean[][] dominates = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        dominates[i][j] = dominates(points.get(i), points.get(j));
        dominators[j] += dominates[i][j] ? 1 : 0;
      }
    }
    int[] ranks = new int[n];
    Arrays.fill(ranks, -1);
    int ranked = 0;
    for (int rank = 0; ranked < n; rank++) {
      int[] before = dominators.clone();
      for (int i = 0; i < n; i++) {
        if (ranks[i] < 0 && before[i] == 0) {
          ranks[i] = rank;
          ranked++;
          release(dominates[i], dominators);
        }
      }
    }
    return ranks;
  }

  /** Takes a ranked point away from the dominators of those it dominates. */
  private static void release(boolean[] dominated, int[] dominators) {
    for (int j = 0; j < dominators.length; j++) {
      dominators[j] -= dominated[j] ? 1 : 0;
    }
  }
}
