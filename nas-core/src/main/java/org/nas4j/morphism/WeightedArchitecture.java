package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/**
 * An architecture together with its weights.
 *
 * @param architecture the layers
 * @param weights all that {@link Architecture#weights} asks for, by name; the arrays are not copied
 */
public record WeightedArchitecture(Architecture architecture, Map<String, WeightArray> weights) {

  /** Checks that nothing is missing, too much or of another shape. */
  public WeightedArchitecture {
    requireNonNull(architecture, "architecture");
    Map<String, WeightArray> ordered = new LinkedHashMap<>();
    for (Map.Entry<String, WeightSpec> each : architecture.weights().entrySet()) {
      WeightArray array = weights.get(each.getKey());
      if (array == null || !array.shape().equals(each.getValue().shape())) {
        throw new IllegalArgumentException("The architecture needs weights ["
            + each.getKey()
            + "] of shape "
            + each.getValue().shape()
            + ", but got ["
            + (array == null ? "none" : array.shape())
            + "].\nMaybe the weights belong to another architecture.");
      }
      ordered.put(each.getKey(), array);
    }
    if (ordered.size() < weights.size()) {
      throw new IllegalArgumentException("The architecture has no place for the weights "
          + weights.keySet().stream().filter(name -> !ordered.containsKey(name)).toList()
          + ".\nMaybe the weights belong to another architecture.");
    }
    weights = Collections.unmodifiableMap(ordered);
  }

  /**
   * The same network with a batch normalization that passes its input on by the statistics that
   * were measured of that input, so that it nearly does so in training too (chen2016net2net,
   * section 2.3; cai2018eas' code measures one batch).
   *
   * @param normalization name of the batch normalization
   * @param mean of each channel that enters it
   * @param variance of each channel that enters it
   * @return the network with other numbers there
   * @throws IllegalArgumentException if the node is no batch normalization
   */
  public WeightedArchitecture settled(String normalization, float[] mean, float[] variance) {
    BatchNormalization layer = IdentityNormalization.require(architecture, normalization);
    Map<String, WeightArray> settled = new LinkedHashMap<>(weights);
    IdentityNormalization.put(settled, normalization, layer, mean, variance);
    return new WeightedArchitecture(architecture, settled);
  }
}
