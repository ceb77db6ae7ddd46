package org.nas4j.dl4j.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.weights.FreshWeights;

/**
 * What training starts from, whatever computes it: kernels are normally distributed with a variance
 * of 2 / fan-in (He et al. 2015), or 1 / fan-in before an output; scales and variances are 1, all
 * else is 0.
 */
public final class InitialWeights {

  private static final double LINEAR = 1;

  private InitialWeights() {}

  /**
   * Draws weights for the nodes that outputs need.
   *
   * @param architecture to be trained
   * @param seed of the draw; each array has a generator of its own
   * @return new arrays by name, in the order of the nodes
   */
  public static Map<String, WeightArray> draw(Architecture architecture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> used = UsedNodes.of(architecture);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          double gain = node.layer().traits().isOutput() ? LINEAR : FreshWeights.RECTIFIED;
          weights.put(spec.of(node.name()), FreshWeights.draw(spec, gain, random::split));
        }
      }
    }
    return weights;
  }

  /**
   * Whether an array multiplies what comes in. Only such weights decay.
   *
   * @param spec of the array
   * @return false for biases and batch normalization
   */
  public static boolean isKernel(WeightSpec spec) {
    return FreshWeights.isKernel(spec);
  }

  /**
   * Refuses arrays that a network does not have.
   *
   * @param specs of all that it has
   * @param given arrays
   * @throws IllegalArgumentException if it has no array of a name, or one of another shape
   */
  public static void requireFit(Map<String, WeightSpec> specs, Map<String, WeightArray> given) {
    given.forEach((name, array) -> {
      WeightSpec spec = specs.get(name);
      if (spec == null || !spec.shape().equals(array.shape())) {
        throw new IllegalArgumentException("The weights [" + name + "] of shape " + array.shape()
            + " do not fit the network, which has ["
            + (spec == null ? "none" : spec.shape())
            + "] there.\nMaybe they belong to another architecture.");
      }
    });
  }
}
