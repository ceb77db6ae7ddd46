package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * What a failed evaluation means.
 *
 * @param retries how often a failed evaluation is tried again, each time with other randomness
 * @param penalty reward that the controller learns for a failed trial; without one it is told of the failure only
 * @param abortAfter failures in a row after which the run ends with what it has
 */
public record FailurePolicy(int retries, OptionalDouble penalty, int abortAfter) {

  /** No retries, no penalty, and the end after ten failures in a row. */
  public static final FailurePolicy SKIP = new FailurePolicy(0, OptionalDouble.empty(), 10);

  /** Checks. */
  public FailurePolicy {
    requireNonNull(penalty, "penalty");
    if (retries < 0) {
      throw new IllegalArgumentException("The number of retries is negative: [" + retries + "].");
    }
    if (abortAfter < 1) {
      throw new IllegalArgumentException("A run cannot end after [" + abortAfter
          + "] failures.\nMaybe use Integer.MAX_VALUE to never end it so.");
    }
    if (penalty.isPresent() && !Double.isFinite(penalty.getAsDouble())) {
      throw new IllegalArgumentException(
          "The penalty must be finite, but is [" + penalty.getAsDouble() + "].");
    }
  }

  /**
   * The same policy with retries.
   *
   * @param count how often a failed evaluation is tried again
   * @return a new policy
   */
  public FailurePolicy retry(int count) {
    return new FailurePolicy(count, penalty, abortAfter);
  }

  /**
   * The same policy with a penalty.
   *
   * @param reward what the controller learns for a failed trial
   * @return a new policy
   */
  public FailurePolicy penalise(double reward) {
    return new FailurePolicy(retries, OptionalDouble.of(reward), abortAfter);
  }

  /**
   * The same policy with another limit.
   *
   * @param failures failures in a row after which the run ends
   * @return a new policy
   */
  public FailurePolicy abortAfter(int failures) {
    return new FailurePolicy(retries, penalty, failures);
  }
}
