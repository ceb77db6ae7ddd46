package org.nas4j.strategy.qlearning;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.policy.Episode;
import org.nas4j.space.DecisionPoint;

/** Where the value Q(s, u) of an option u at a decision point s comes from. Immutable recipes. */
public sealed interface ActionValues permits Tabular, Neighbours {

  /** The settings, for results and logs. */
  Map<String, String> describe();

  /** Starts without knowledge. */
  Live open();

  /** What one run has learned. For one thread. */
  interface Live {

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
  }

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
