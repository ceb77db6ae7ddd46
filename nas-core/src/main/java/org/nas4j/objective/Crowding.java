package org.nas4j.objective;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Crowding distance (deb2002nsga2, section III.B): how far apart a point's two neighbours on a
 * front are, added up over the objectives, each divided by its range on the front. The outermost
 * are infinitely far from others. Among equal losses the earlier point counts as the lesser, as the
 * paper's sort leaves open. Stateless.
 */
public final class Crowding {

  private Crowding() {}

  /**
   * The distance of each point.
   *
   * @param front losses, all of one length
   * @return at least 0, perhaps infinite, in the front's order; an objective without a range adds
   *     nothing
   */
  public static double[] distances(List<double[]> front) {
    double[] distances = new double[front.size()];
    int objectives = front.isEmpty() ? 0 : front.get(0).length;
    for (int k = 0; k < objectives; k++) {
      add(front, k, distances);
    }
    return distances;
  }

  private static void add(List<double[]> front, int k, double[] distances) {
    int last = front.size() - 1;
    int[] order = IntStream.rangeClosed(0, last)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> front.get(i)[k]))
        .mapToInt(Integer::intValue)
        .toArray();
    double range = front.get(order[last])[k] - front.get(order[0])[k];
    if (range == 0) {
      return;
    }
    distances[order[0]] = Double.POSITIVE_INFINITY;
    distances[order[last]] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < last; i++) {
      distances[order[i]] += (front.get(order[i + 1])[k] - front.get(order[i - 1])[k]) / range;
    }
  }

  /**
   * The distance of each point among those of its own rank.
   *
   * @param points losses, all of one length
   * @param ranks of each point, such as {@link Dominance#ranks}
   * @return in the points' order
   */
  public static double[] distances(List<double[]> points, int[] ranks) {
    double[] distances = new double[points.size()];
    for (int rank : Arrays.stream(ranks).distinct().toArray()) {
      int[] places =
          IntStream.range(0, ranks.length).filter(i -> ranks[i] == rank).toArray();
      double[] own = distances(Arrays.stream(places).mapToObj(points::get).toList());
      for (int i = 0; i < places.length; i++) {
        distances[places[i]] = own[i];
      }
    }
    return distances;
  }
}
