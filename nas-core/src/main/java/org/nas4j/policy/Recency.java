package org.nas4j.policy;

import org.nas4j.internal.checks.Checks;

/**
 * That a choice among anchors leans to recent ones, as in the controller of ENAS' corrected
 * language model (pham2018enas; code enas_lm): the logit of an anchor that lies d anchors back, 1
 * for the latest, is lessened by d²/{@code divisor}, after the tanh; and of the chosen one's hidden
 * state h the next step reads h/({@code offset} + d).
 *
 * @param divisor above 0; the greater, the weaker
 * @param offset above 0
 */
public record Recency(double divisor, double offset) {

  /** As released: d²/6 and h/(0.1 + d). */
  public static final Recency ENAS = new Recency(6, 0.1);

  /** Checks. */
  public Recency {
    Checks.positive(divisor, "divisor");
    Checks.positive(offset, "offset");
  }

  /**
   * What is added to the logit of an anchor.
   *
   * @param distance how many anchors back it lies, at least 1
   * @return below 0
   */
  public double logit(int distance) {
    return -((double) distance * distance) / divisor;
  }

  /**
   * What the hidden state of a chosen anchor is multiplied by.
   *
   * @param distance how many anchors back it lies, at least 1
   * @return above 0
   */
  public double input(int distance) {
    return 1 / (offset + distance);
  }
}
