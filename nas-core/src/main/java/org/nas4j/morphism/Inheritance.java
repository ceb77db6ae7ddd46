package org.nas4j.morphism;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.space.Genotype;

/**
 * How a child comes by its first weights from those that its parent was trained to.
 * {@link MorphismSpace} is one that keeps the parent's function; {@link #byName} does for any
 * space, and keeps what it can. Thread-safe.
 */
@FunctionalInterface
public interface Inheritance {

  /**
   * Carries weights over.
   *
   * @param genotype what the child was built from
   * @param child to be trained
   * @param parent the parent's weights by name; left as they are
   * @param random for which channels are copied, and for noise
   * @return weights of the child, by the names of {@link Architecture#weights}; those that are
   *     missing start at random
   * @throws IllegalArgumentException if these are not the weights of a parent of the child
   */
  Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random);

  /**
   * The parent, where the child does not start with its function: it should imitate the parent
   * before it is trained (cai2018pathlevel, section 3.1). Nobody unless overridden.
   *
   * @param genotype what the child was built from
   * @param parent the parent's weights by name; left as they are
   * @return whom to imitate; empty if the function was kept, or is not to be kept
   */
  default Optional<WeightedArchitecture> teacher(
      Genotype genotype, Map<String, WeightArray> parent) {
    return Optional.empty();
  }

  /**
   * Takes over each array that the child has by the same name and in the same shape. The function
   * is not kept.
   *
   * @return works for any space; gives nothing where no name and shape agree
   */
  static Inheritance byName() {
    return (genotype, child, parent, random) -> {
      Map<String, WeightArray> shared = new LinkedHashMap<>();
      for (Map.Entry<String, WeightSpec> each : child.weights().entrySet()) {
        WeightArray array = parent.get(each.getKey());
        if (array != null && array.shape().equals(each.getValue().shape())) {
          shared.put(each.getKey(), array.copy());
        }
      }
      return shared;
    };
  }
}
