package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
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
}
