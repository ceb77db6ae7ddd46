package org.nas4j.internal.policy;

/**
 * The steps of the present episode that an anchor was kept at: all that scorers see of a
 * {@link Trace}.
 */
interface Anchors {

  /** What the hidden state of the anchor that was chosen is multiplied by as the next input. */
  double inputFactor(Answer answer);

  int anchorCount();

  /** The step at an anchor, by the anchor's number. */
  LstmStep anchor(int index);
}
