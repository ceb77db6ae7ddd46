package org.nas4j.strategy.growing;

import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.References;

/**
 * A point at which one option is legal.
 *
 * @param point as the space asks it
 * @param option that is legal
 */
record SettledPoint(DecisionPoint point, int option) implements DecisionPoint {

  @Override
  public Decision<?> decision() {
    return point.decision();
  }

  @Override
  public int index() {
    return point.index();
  }

  @Override
  public int legalCount() {
    return 1;
  }

  @Override
  public int legalOption(int i) {
    if (i != 0) {
      throw new IndexOutOfBoundsException(
          "[" + i + "] is no legal option of [" + decision().name() + "].");
    }
    return option;
  }

  @Override
  public Object context() {
    return point.context();
  }

  @Override
  public References references() {
    return point.references();
  }
}
