package org.nas4j.morphism;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;

/**
 * Several edits as one. Each has a generator of its own, so that what one draws does not depend on
 * whether the one before it drew.
 *
 * @param name what they do together
 * @param parts first to last
 */
record EditSequence(String name, List<Morphism> parts) implements Morphism {

  /** Checks and copies. */
  EditSequence {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("A sequence of edits needs at least one, but has none.");
    }
  }

  @Override
  public Architecture edit(Architecture parent) {
    Architecture current = parent;
    for (Morphism part : parts) {
      current = part.edit(current);
    }
    return current;
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    return carried(parent, random, Morphism::transfer);
  }

  @Override
  public Map<String, WeightArray> transferState(
      WeightedArchitecture state, Architecture child, RandomGenerator random) {
    return carried(state, random, Morphism::transferState);
  }

  /** One of the two ways in which numbers go along with an edit. */
  private interface Carriage {
    Map<String, WeightArray> carry(
        Morphism edit, WeightedArchitecture parent, Architecture child, RandomGenerator random);
  }

  private Map<String, WeightArray> carried(
      WeightedArchitecture parent, RandomGenerator random, Carriage carriage) {
    WeightedArchitecture current = parent;
    for (Morphism part : parts) {
      Architecture next = part.edit(current.architecture());
      RandomGenerator own = new SplittableRandom(random.nextLong());
      current = new WeightedArchitecture(next, carriage.carry(part, current, next, own));
    }
    return current.weights();
  }

  @Override
  public String toString() {
    return name;
  }
}
