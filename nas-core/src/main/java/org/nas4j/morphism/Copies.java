package org.nas4j.morphism;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.WeightArray;

/** Independent copies of named weights. */
final class Copies {

  private Copies() {}

  static Map<String, WeightArray> of(Map<String, WeightArray> weights) {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    weights.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
  }
}
