package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.WeightArray;

/** Copies slices of a weight array along one axis. */
final class Gather {

  private Gather() {}

  /**
   * An array whose slice j along the axis is the old slice {@code places[j]}, divided by
   * {@code divisors[j]} unless there are none.
   */
  static WeightArray along(WeightArray array, int axis, int[] places, float[] divisors) {
    List<Integer> shape = new ArrayList<>(array.shape());
    int old = shape.set(axis, places.length);
    int inner = product(shape.subList(axis + 1, shape.size()));
    int outer = product(shape.subList(0, axis));
    float[] from = array.values();
    float[] to = new float[outer * places.length * inner];
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < places.length; j++) {
        int target = (o * places.length + j) * inner;
        System.arraycopy(from, (o * old + places[j]) * inner, to, target, inner);
        if (divisors != null && divisors[j] != 1) {
          for (int i = target; i < target + inner; i++) {
            to[i] /= divisors[j];
          }
        }
      }
    }
    return WeightArray.of(shape, to);
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }
}
