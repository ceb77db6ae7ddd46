package org.nas4j.dl4j.internal;

import java.util.Map;
import org.nas4j.arch.WeightArray;

/**
 * What an optimizer remembers between two steps, in the names and layouts of the weights it belongs
 * to.
 *
 * @param steps taken so far
 * @param first by the name of a trained array: Nesterov's velocity, Adam's mean gradient, RMSProp's
 *     mean square
 * @param second likewise, Adam's mean square; zeros elsewhere
 */
public record OptimizerState(
    int steps, Map<String, WeightArray> first, Map<String, WeightArray> second) {

  /** Of an optimizer that has not begun, or that does not tell. */
  public static final OptimizerState NONE = new OptimizerState(0, Map.of(), Map.of());

  /** Checks and copies. */
  public OptimizerState {
    first = Map.copyOf(first);
    second = Map.copyOf(second);
  }
}
