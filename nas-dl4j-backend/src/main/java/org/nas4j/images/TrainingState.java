package org.nas4j.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * A training between two steps: what the network is, and what its optimizer remembers. Immutable.
 *
 * @param network architecture and weights
 * @param memory the optimizer's
 */
record TrainingState(WeightedArchitecture network, OptimizerState memory) {

  static TrainingState of(Architecture architecture, Network network) {
    return new TrainingState(
        new WeightedArchitecture(architecture, network.weights()), network.optimizerState());
  }

  Architecture architecture() {
    return network.architecture();
  }

  /**
   * The same training of an edited network: weights and memory go along by the same index maps, and
   * what is new has no memory.
   */
  TrainingState edited(Morphism edit, long seed) {
    Architecture child = edit.edit(architecture());
    Map<String, WeightArray> weights = edit.transfer(network, child, new SplittableRandom(seed));
    return new TrainingState(
        new WeightedArchitecture(child, weights),
        new OptimizerState(
            memory.steps(),
            edited(memory.first(), edit, child, seed),
            edited(memory.second(), edit, child, seed)));
  }

  private Map<String, WeightArray> edited(
      Map<String, WeightArray> state, Morphism edit, Architecture child, long seed) {
    if (state.isEmpty()) {
      return state;
    }
    Map<String, WeightArray> all = new LinkedHashMap<>();
    network
        .weights()
        .forEach((name, array) -> all.put(
            name, state.containsKey(name) ? state.get(name) : WeightArray.zeros(array.shape())));
    Map<String, WeightArray> carried = new LinkedHashMap<>(edit.transferState(
        new WeightedArchitecture(architecture(), all), child, new SplittableRandom(seed)));
    child.weights().forEach((name, spec) -> {
      if (!spec.trained()) {
        carried.remove(name);
      }
    });
    return carried;
  }
}
