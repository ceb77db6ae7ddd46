package org.nas4j.internal.edits;

import org.nas4j.morphism.NetworkState;
import org.nas4j.space.DecisionPoint;

/** Which network a point is about. */
final class States {

  private States() {}

  /**
   * The state.
   *
   * @throws IllegalStateException if the point does not say
   */
  static NetworkState of(DecisionPoint point) {
    if (point.context() instanceof NetworkState state) {
      return state;
    }
    throw new IllegalStateException("The space asks [" + point.decision().name()
        + "] without saying of which network.\nMaybe search an EditSpace, whose points do.");
  }
}
