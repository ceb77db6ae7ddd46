package org.nas4j.space;

import java.util.random.RandomGenerator;

/** Answers decision points: what a search method is, seen from a space. */
@FunctionalInterface
public interface Chooser {

  /**
   * Answers one point.
   *
   * @param point the question with its legal options
   * @return index of a legal option of {@code point.decision()}
   */
  int choose(DecisionPoint point);

  /**
   * Chooses uniformly among the legal options of each point (not among architectures: branches of
   * unequal size are over- or underweighted).
   *
   * @param random draws the options
   * @return a chooser for one construction
   */
  static Chooser uniform(RandomGenerator random) {
    return point -> point.legalOption(random.nextInt(point.legalCount()));
  }
}
