package org.nas4j.strategy.networkkernel;

import java.util.List;
import org.nas4j.arch.Layer;

/**
 * How far two networks are apart (jin2019autokeras, section 3.1; kept in NNI): the cheapest way to
 * edit one's layers into the other's, plus the cheapest way to pair their skip connections. 0 for
 * equal outlines, and the same either way.
 */
final class EditDistance {

  private EditDistance() {}

  static double between(NetworkOutline one, NetworkOutline other) {
    return layers(one.layers(), other.layers()) + skips(one.skips(), other.skips());
  }

  private static double layers(List<Layer> one, List<Layer> other) {
    double[] before = new double[other.size() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.size(); i++) {
      double[] row = new double[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        double changed = before[j - 1] + change(one.get(i - 1), other.get(j - 1));
        row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[other.size()];
  }

  /** 1 between kinds; within one the mean relative difference of sizes. */
  static double change(Layer one, Layer other) {
    if (!one.kind().equals(other.kind())) {
      return 1;
    }
    double[] sizes = one.accept(LayerSizes.OF);
    double[] others = other.accept(LayerSizes.OF);
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += Math.abs(sizes[i] - others[i]) / Math.max(sizes[i], others[i]);
    }
    return sizes.length == 0 ? 0 : sum / sizes.length;
  }

  private static double skips(List<NetworkOutline.Skip> one, List<NetworkOutline.Skip> other) {
    boolean swapped = one.size() > other.size();
    List<NetworkOutline.Skip> fewer = swapped ? other : one;
    List<NetworkOutline.Skip> more = swapped ? one : other;
    double[][] costs = new double[fewer.size()][more.size()];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < more.size(); j++) {
        costs[i][j] = change(fewer.get(i), more.get(j));
      }
    }
    return Assignment.cost(costs) + more.size() - fewer.size();
  }

  private static double change(NetworkOutline.Skip one, NetworkOutline.Skip other) {
    if (!one.join().equals(other.join())) {
      return 1;
    }
    double apart = Math.abs(one.start() - other.start()) + Math.abs(one.length() - other.length());
    double most = Math.max(one.start(), other.start()) + Math.max(one.length(), other.length());
    return most == 0 ? 0 : apart / most;
  }
}
