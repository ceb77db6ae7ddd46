package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

/**
 * What evaluated was lost, such as the machine, through no fault of the candidate. That is no
 * failed evaluation: the search evaluates the candidate again, with the same randomness and its
 * whole time, as often as it is thrown.
 */
public final class EvaluatorLostException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Creates it.
   *
   * @param message what was lost, and how, for people
   */
  public EvaluatorLostException(String message) {
    super(requireNonNull(message, "message"));
  }
}
