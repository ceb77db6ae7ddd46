package org.nas4j.benchmarks.net2net;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.morphism.Inheritance;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.Genotype;

/**
 * How a student comes by its first weights.
 *
 * @param teacher whose weights are given
 * @param growth what made a student of it
 * @param start what of the teacher is kept
 */
record Student(Architecture teacher, Growth growth, Start start) implements Inheritance {

  @Override
  public Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random) {
    return switch (start) {
      case NET2NET, NET2NET_LOW_RATE ->
        growth.grow(new WeightedArchitecture(teacher, parent), random).weights();
      case PADDED, PADDED_LOW_RATE -> padded(child, parent, random.nextLong());
      case SCRATCH, SCRATCH_HALF -> Map.of();
    };
  }

  /**
   * The old numbers in the first channels, as training from scratch would start in all others; new
   * layers are left to chance.
   */
  private static Map<String, WeightArray> padded(
      Architecture child, Map<String, WeightArray> parent, long seed) {
    Map<String, WeightArray> weights = TrainedNetwork.of(child, Map.of(), seed).weights();
    weights.keySet().retainAll(parent.keySet());
    parent.forEach((name, array) -> copy(array, weights.get(name)));
    return weights;
  }

  /** Each number goes to where it was, seen from the start of each axis. */
  private static void copy(WeightArray from, WeightArray to) {
    for (int i = 0; i < from.values().length; i++) {
      int rest = i;
      int place = 0;
      int stride = 1;
      for (int axis = from.shape().size() - 1; axis >= 0; axis--) {
        place += rest % from.shape().get(axis) * stride;
        rest /= from.shape().get(axis);
        stride *= to.shape().get(axis);
      }
      to.values()[place] = from.values()[i];
    }
  }
}
