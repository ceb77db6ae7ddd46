package org.nas4j.internal.policy;

/**
 * The steps of the present episode that an anchor was kept at: all that scorers see of a
 * {@link Trace}.
 */
interface Anchors {

  /** What the hidden state of the anchor that was chosen is multiplied by as the next input. */
  double inputFactor(Answer answer);

  /** The keys and queries that an attention has computed in this episode. */
  Attention.Projections projections(Attention attention);

  int anchorCount();

  /** The step at an anchor, by the anchor's number. */
  LstmStep anchor(int index);
}
