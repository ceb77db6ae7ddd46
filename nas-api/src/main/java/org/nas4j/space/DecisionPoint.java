package org.nas4j.space;

/**
 * One occurrence of a decision in one construction, with its legal options. Immutable: it may be
 * kept and learned from after the construction has ended.
 */
public interface DecisionPoint {

  /** What {@link #anchorOf} says of an option that refers to no anchor. */
  int NO_ANCHOR = -1;

  /**
   * The question.
   *
   * @return the decision that is asked here
   */
  Decision<?> decision();

  /**
   * Number of this point within its construction, from 0.
   *
   * @return equals the size of {@link #prefix}
   */
  int index();

  /**
   * How many options are legal here.
   *
   * @return from 1 to the decision's size
   */
  int legalCount();

  /**
   * The i-th legal option, in the decision's order.
   *
   * @param i from 0 to {@code legalCount() - 1}
   * @return index into the decision's options
   */
  int legalOption(int i);

  /**
   * Whether an option is legal here.
   *
   * @param option index into the decision's options
   * @return false for an illegal or unknown option
   */
  boolean isLegal(int option);

  /**
   * Whether there is nothing to decide.
   *
   * @return true if exactly one option is legal
   */
  default boolean isForced() {
    return legalCount() == 1;
  }

  /**
   * The answers so far.
   *
   * @return genotype of all earlier points of this construction
   */
  Genotype prefix();

  /**
   * The Markov state that the space declared for this point ({@link Choices#at}); the prefix if it
   * declared none. Has value equality, so it may be a key of a table.
   *
   * @return never null
   */
  Object context();

  /**
   * How many anchors were marked before this point.
   *
   * @return anchors 0 to {@code anchors() - 1} exist here
   */
  int anchors();

  /**
   * The anchor that an option refers to.
   *
   * @param option index into the decision's options
   * @return number of an anchor, or {@link #NO_ANCHOR}
   */
  int anchorOf(int option);

  /**
   * Whether some option refers to an anchor.
   *
   * @return true for points made by {@link Choices#link} and {@link Choices#pickAnchor}
   */
  boolean hasReferences();

  /**
   * Whether this is a yes-or-no question about one earlier anchor, asked at the latest anchor
   * ({@link Choices#link}). All links that follow one anchor are independent given the policy's
   * state there.
   *
   * @return true for points made by {@link Choices#link}
   */
  boolean isLink();
}
