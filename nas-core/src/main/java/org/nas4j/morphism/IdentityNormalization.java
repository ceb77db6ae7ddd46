package org.nas4j.morphism;

import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.WeightArray;

/**
 * Numbers with which a batch normalization passes its input on. At inference any mean m and
 * variance v will do, if shift and scale undo them: β = m and γ = √(v + ε). In training it does so
 * nearly, if m and v are those of its input.
 */
final class IdentityNormalization {

  private IdentityNormalization() {}

  /** The batch normalization of that name. */
  static BatchNormalization require(Architecture architecture, String node) {
    if (architecture.node(node).layer() instanceof BatchNormalization layer) {
      return layer;
    }
    throw new IllegalArgumentException("Node [" + node + "] is no batch normalization.");
  }

  /** With mean 0 and variance 1. */
  static void put(
      Map<String, WeightArray> weights, String node, BatchNormalization layer, int channels) {
    float[] ones = new float[channels];
    java.util.Arrays.fill(ones, 1);
    put(weights, node, layer, new float[channels], ones);
  }

  static void put(
      Map<String, WeightArray> weights,
      String node,
      BatchNormalization layer,
      float[] mean,
      float[] variance) {
    List<Integer> shape = List.of(mean.length);
    float[] gamma = new float[mean.length];
    for (int i = 0; i < gamma.length; i++) {
      gamma[i] = (float) StrictMath.sqrt(variance[i] + layer.epsilon());
    }
    weights.put(node + "/gamma", WeightArray.of(shape, gamma));
    weights.put(node + "/beta", WeightArray.of(shape, mean.clone()));
    weights.put(node + "/mean", WeightArray.of(shape, mean.clone()));
    weights.put(node + "/variance", WeightArray.of(shape, variance.clone()));
  }
}
