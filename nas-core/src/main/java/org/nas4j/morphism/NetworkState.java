package org.nas4j.morphism;

import java.util.List;

/**
 * What the points of an {@link EditSpace} are asked about, their {@code context()}: the network as
 * it was before the present step, and what was answered in the step so far.
 *
 * @param layers first to last
 * @param answers options of this step's earlier points, in their order
 */
public record NetworkState(List<LayerToken> layers, List<Integer> answers) {

  /** Copies. */
  public NetworkState {
    layers = List.copyOf(layers);
    answers = List.copyOf(answers);
  }
}
