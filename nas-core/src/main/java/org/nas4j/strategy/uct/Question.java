package org.nas4j.strategy.uct;

import java.util.Arrays;
import org.nas4j.space.DecisionPoint;

/**
 * What the tree decides at one node: which of a point's legal options or, where the options are
 * bisected, in which half of those that are left the option lies. The range [0, 3) has the halves
 * {0} and {1, 2} (negrinho2017deeparchitect, code).
 */
final class Question {

  private final DecisionPoint point;
  private final int from;
  private final int to;
  private final boolean bisected;
  private final String bits;

  private Question(DecisionPoint point, int from, int to, boolean bisected, String bits) {
    this.point = point;
    this.from = from;
    this.to = to;
    this.bisected = bisected;
    this.bits = bits;
  }

  static Question of(DecisionPoint point, boolean bisected) {
    return new Question(point, 0, point.legalCount(), bisected, "");
  }

  /** The decision's name and, below the first half, the way to this one: "kernel:01". */
  String name() {
    return bits.isEmpty() ? point.decision().name() : point.decision().name() + ":" + bits;
  }

  /** Whether one option is left. */
  boolean isDecided() {
    return to - from == 1;
  }

  /** The option that is left, as an index into the decision's options. */
  int option() {
    return point.legalOption(from);
  }

  int arms() {
    return bisected ? 2 : to - from;
  }

  /** What is left to decide once an arm was taken. */
  Question after(int arm) {
    if (!bisected) {
      return new Question(point, from + arm, from + arm + 1, false, bits);
    }
    int middle = (from + to) >>> 1;
    return arm == 0
        ? new Question(point, from, middle, true, bits + "0")
        : new Question(point, middle, to, true, bits + "1");
  }

  /** The arm that leads to an option, or -1 if none does. */
  int armOf(int option) {
    int middle = (from + to) >>> 1;
    for (int i = from; i < to; i++) {
      if (point.legalOption(i) == option) {
        return bisected ? (i < middle ? 0 : 1) : i - from;
      }
    }
    return -1;
  }

  /** The arm of each of the decision's options; -1 for options that no arm leads to. */
  int[] armOfEach() {
    int[] arms = new int[point.decision().size()];
    Arrays.fill(arms, -1);
    int middle = (from + to) >>> 1;
    for (int i = from; i < to; i++) {
      arms[point.legalOption(i)] = bisected ? (i < middle ? 0 : 1) : i - from;
    }
    return arms;
  }
}
