package org.nas4j.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points of losses dominate, up to a point of reference: the measure of a front
 * that grows whenever a point is added that no other dominates. Exact: for two objectives by a
 * sweep, for more by the algorithm of the Walking Fish Group (while2012wfg), which adds up what
 * each point dominates alone, beyond those after it. Curves can be compared only if all of them
 * have one reference, fixed before the run. Stateless.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * The volume of the union of the boxes between each point and the reference.
   *
   * @param points losses; those that are not better than the reference in each place add nothing
   * @param reference losses that the points should be better than
   * @return at least 0
   * @throws IllegalArgumentException if a number is NaN or infinite, or a point has not as many
   *     places as the reference
   */
  public static double of(List<double[]> points, double[] reference) {
    requireFinite(reference, reference.length);
    List<double[]> inside = new ArrayList<>();
    for (double[] point : points) {
      requireFinite(point, reference.length);
      if (isBelow(point, reference)) {
        inside.add(point);
      }
    }
    return volume(nonDominated(inside), reference);
  }

  private static void requireFinite(double[] point, int places) {
    if (point.length != places || !Arrays.stream(point).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("A point must be [" + places + "] finite numbers, but is "
          + Arrays.toString(point) + ".\nMaybe a training diverged, or an objective is missing.");
    }
  }

  private static boolean isBelow(double[] point, double[] reference) {
    for (int i = 0; i < point.length; i++) {
      if (point[i] >= reference[i]) {
        return false;
      }
    }
    return true;
  }

  /** Those that no other dominates, equal ones once, by the first loss. */
  private static List<double[]> nonDominated(List<double[]> points) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing((double[] point) -> point, Arrays::compare));
    List<double[]> kept = new ArrayList<>();
    for (double[] point : sorted) {
      if (kept.stream().noneMatch(each -> covers(each, point))) {
        kept.add(point);
      }
    }
    return kept;
  }

  private static boolean covers(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
    }
    return true;
  }

  private static double volume(List<double[]> front, double[] reference) {
    if (reference.length == 2) {
      return sweep(front, reference);
    }
    double sum = 0;
    for (int k = 0; k < front.size(); k++) {
      sum += exclusive(front, k, reference);
    }
    return sum;
  }

  /** By falling second loss, as a front sorted by its first is. */
  private static double sweep(List<double[]> front, double[] reference) {
    double area = 0;
    double above = reference[1];
    for (double[] point : front) {
      area += (reference[0] - point[0]) * (above - point[1]);
      above = point[1];
    }
    return area;
  }

  /** What a point dominates beyond those after it: its box without the shares they have in it. */
  private static double exclusive(List<double[]> front, int k, double[] reference) {
    double[] point = front.get(k);
    double box = 1;
    for (int i = 0; i < point.length; i++) {
      box *= reference[i] - point[i];
    }
    List<double[]> limited = new ArrayList<>();
    for (double[] other : front.subList(k + 1, front.size())) {
      double[] worse = point.clone();
      for (int i = 0; i < worse.length; i++) {
        worse[i] = Math.max(worse[i], other[i]);
      }
      limited.add(worse);
    }
    return limited.isEmpty() ? box : box - volume(nonDominated(limited), reference);
  }
}
