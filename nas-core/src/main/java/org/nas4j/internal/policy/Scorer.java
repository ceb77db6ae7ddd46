package org.nas4j.internal.policy;

/** Gives each legal option of a point a raw score, from the hidden state of a step. */
interface Scorer {

  /** Fills the scores of the legal options (for a link: one score, of "yes", at index 0). */
  void score(Answer answer, Anchors anchors);

  /** Takes the gradient of the scores, where {@link Answer#scoreGradient} has it. */
  void backward(Answer answer);

  /** Tells the input of the next step what to read after the option was taken. */
  void feed(Answer answer, Anchors anchors, Input next);
}
