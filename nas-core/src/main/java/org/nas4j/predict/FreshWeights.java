package org.nas4j.predict;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.seeds.Seeds;

/**
 * What training starts from: kernels are normally distributed with a variance of 2 / fan-in (He et
 * al. 2015), scales and variances are 1, all else is 0.
 */
final class FreshWeights {

  private FreshWeights() {}

  /**
   * One array.
   *
   * @param spec what it is for
   * @param seed of the network
   * @param place of the layer in the network, so that names have no part in it
   */
  static WeightArray draw(WeightSpec spec, long seed, int place) {
    WeightArray array = WeightArray.zeros(spec.shape());
    if (spec.shape().size() > 1) {
      fill(array.values(), spec, Seeds.random(seed, place, spec.name()));
    } else if (spec.name().equals("gamma") || spec.name().equals("variance")) {
      Arrays.fill(array.values(), 1);
    }
    return array;
  }

  private static void fill(float[] values, WeightSpec spec, RandomGenerator random) {
    double deviation = StrictMath.sqrt(2.0 * spec.shape().get(0) / spec.elements());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }
}
