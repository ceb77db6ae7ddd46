package org.nas4j.space;

import static java.util.Objects.requireNonNull;

/**
 * One recorded answer.
 *
 * @param decision name of the decision that was asked
 * @param option index of the option that was taken, from 0
 */
public record Gene(String decision, int option) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the option is negative
   */
  public Gene {
    requireNonNull(decision, "decision");
    if (option < 0) {
      throw new IllegalArgumentException(
          "The option of decision [" + decision + "] is negative: [" + option + "].");
    }
  }

  @Override
  public String toString() {
    return decision + "=" + option;
  }
}
