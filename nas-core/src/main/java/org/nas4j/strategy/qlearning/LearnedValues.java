package org.nas4j.strategy.qlearning;

import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Episode;
import org.nas4j.space.DecisionPoint;

/** What one run has learned of the values of options. For one thread. */
interface LearnedValues {

  /** Starts without knowledge. */
  static LearnedValues of(ActionValues recipe) {
    return recipe.match(QTable::new, NeighbourMemory::new);
  }

  /** Starts a construction. */
  Reading read();

  /**
   * Learns what an architecture earned.
   *
   * @param episode points and options
   * @param reward finite
   * @param random draws what is replayed
   */
  void learn(Episode episode, double reward, RandomGenerator random);

  /** Follows one construction. */
  interface Reading {

    /**
     * The values at the next point.
     *
     * @param point the next point
     * @return by option, illegal ones included; to be read before the next call only
     */
    double[] values(DecisionPoint point);

    /** Takes note of an answer, whether values were asked for or not. */
    void took(DecisionPoint point, int option);
  }
}
