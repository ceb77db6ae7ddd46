package org.nas4j.space;

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
}
