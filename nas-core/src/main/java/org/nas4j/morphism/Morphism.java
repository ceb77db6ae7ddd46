package org.nas4j.morphism;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.InfeasibleException;

/**
 * An edit of an architecture, and what becomes of its weights, such that at inference the new network computes what the
 * old one did, but for rounding and for noise that was asked for. A value; thread-safe.
 */
public interface Morphism {

  /**
   * The new architecture. Nodes that stay keep their names.
   *
   * @param parent what to edit
   * @return the edited one
   * @throws InfeasibleException if the edit cannot be applied there, with the reason
   */
  Architecture edit(Architecture parent);

  /**
   * The new architecture's weights.
   *
   * @param parent architecture and weights to start from; left as they are
   * @param child what {@link #edit} made of it
   * @param random for which channels are copied, and for noise
   * @return new arrays, none of them shared with the parent
   */
  Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random);

  /**
   * Edits architecture and weights.
   *
   * @param parent what to start from; left as it is
   * @param random for which channels are copied, and for noise
   * @return the new network
   * @throws InfeasibleException if the edit cannot be applied there, with the reason
   */
  default WeightedArchitecture apply(WeightedArchitecture parent, RandomGenerator random) {
    Architecture child = edit(parent.architecture());
    return new WeightedArchitecture(child, transfer(parent, child, random));
  }
}
