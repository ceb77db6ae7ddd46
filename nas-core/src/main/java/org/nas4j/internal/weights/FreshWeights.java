package org.nas4j.internal.weights;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/**
 * What training starts from: kernels are normally distributed with a variance of gain / fan-in (He
 * et al. 2015), scales and variances are 1, all else is 0. Stateless.
 */
public final class FreshWeights {

  /** The gain before rectifiers. */
  public static final double RECTIFIED = 2;

  private FreshWeights() {}

  /**
   * Whether an array multiplies what comes in.
   *
   * @param spec of the array
   * @return false for biases and batch normalization
   */
  public static boolean isKernel(WeightSpec spec) {
    return spec.shape().size() > 1;
  }

  /**
   * Draws an array.
   *
   * @param spec what it is for
   * @param gain {@link #RECTIFIED}, or 1 before an output
   * @param random asked for a generator if there is something to draw
   * @return a new array
   */
  public static WeightArray draw(
      WeightSpec spec, double gain, Supplier<? extends RandomGenerator> random) {
    WeightArray array = WeightArray.zeros(spec.shape());
    if (isKernel(spec)) {
      double deviation = Math.sqrt(gain * spec.shape().get(0) / spec.elements());
      RandomGenerator generator = random.get();
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = (float) (deviation * generator.nextGaussian());
      }
    } else if (spec.name().equals("gamma") || spec.name().equals("variance")) {
      Arrays.fill(array.values(), 1);
    }
    return array;
  }
}
