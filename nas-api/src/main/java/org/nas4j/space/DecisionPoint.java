package org.nas4j.space;

/**
 * One occurrence of a decision in one construction, with its legal options. Immutable: it may be
 * kept and learned from after the construction has ended.
 */
public interface DecisionPoint {

  /**
   * The question.
   *
   * @return the decision that is asked here
   */
  Decision<?> decision();

  /**
   * Number of this point within its construction, from 0.
   *
   * @return how many were asked before
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
  default boolean isLegal(int option) {
    for (int i = 0; i < legalCount(); i++) {
      if (legalOption(i) == option) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether there is nothing to decide.
   *
   * @return true if exactly one option is legal
   */
  default boolean isForced() {
    return legalCount() == 1;
  }

  /**
   * The Markov state that the space declared for this point ({@link Choices#at}); the genotype of
   * the answers so far if it declared none. Has value equality, so it may be a key of a table.
   *
   * @return never null
   */
  Object context();

  /**
   * How the options refer to earlier places of the construction.
   *
   * @return never null; without any reference for most points
   */
  References references();
}
