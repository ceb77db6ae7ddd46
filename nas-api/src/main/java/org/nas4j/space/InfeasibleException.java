package org.nas4j.space;

import static java.util.Objects.requireNonNull;

/**
 * Thrown by a space, or by shape inference on its behalf, when the chosen answers describe nothing
 * that can be built. A search rejects such a candidate before training and counts its reason.
 */
public class InfeasibleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Short reason without values. */
  private final String reason;

  /**
   * A reason to count by, and a message for people.
   *
   * @param reason short and without values of the candidate at hand, so that equal causes are
   *     counted together
   * @param message what cannot be built and why, with the offending values in brackets
   */
  public InfeasibleException(String reason, String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason");
  }

  /**
   * The reason to count by.
   *
   * @return short, without values
   */
  public String reason() {
    return reason;
  }
}
