package org.nas4j.policy;

/** How the score q = v·tanh(W₁h_j + W₂h_i) of a link becomes its probability. */
public enum LinkScoring {

  /** P(link) = σ(q), after temperature and tanh constant (zoph2017nas, section 3.3). */
  SIGMOID(0),

  /**
   * Two classes with the logits (−q, +q), after temperature and tanh constant: P(link) = σ(2q), as
   * ENAS' code has it.
   */
  TWO_CLASSES(-1);

  private final double factorOfNo;

  LinkScoring(double factorOfNo) {
    this.factorOfNo = factorOfNo;
  }

  /**
   * The logit of "no" as a multiple of that of "yes".
   *
   * @return 0 or −1
   */
  public double factorOfNo() {
    return factorOfNo;
  }
}
