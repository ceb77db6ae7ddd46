package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Texts;

/**
 * A failed evaluation that says of which kind it is. An evaluator may throw any exception, which
 * counts as {@link FailureKind#FAILED}; this one is for those that know better. Texts that are too
 * long for a log are cut.
 */
public final class EvaluationException extends Exception {

  private static final long serialVersionUID = 1;

  /** In which way it failed. */
  private final FailureKind kind;

  /** What failures are counted by. */
  private final String reason;

  /**
   * Creates it.
   *
   * @param kind in which way it failed
   * @param reason short and without values, to count by
   * @param message what happened, for people
   */
  public EvaluationException(FailureKind kind, String reason, String message) {
    this(kind, reason, message, null);
  }

  /**
   * Creates it.
   *
   * @param kind in which way it failed
   * @param reason short and without values, to count by
   * @param message what happened, for people
   * @param cause what led to it, or null
   */
  public EvaluationException(FailureKind kind, String reason, String message, Throwable cause) {
    super(Texts.cut(requireNonNull(message, "message"), Texts.LONGEST_MESSAGE), cause);
    this.kind = requireNonNull(kind, "kind");
    this.reason = Texts.cut(requireNonNull(reason, "reason"), Texts.LONGEST_REASON);
  }

  /**
   * In which way it failed.
   *
   * @return what a failure policy goes by
   */
  public FailureKind kind() {
    return kind;
  }

  /**
   * The reason, as results count it.
   *
   * @return short and without values
   */
  public String reason() {
    return reason;
  }

  /**
   * What a failure counts as, whatever was thrown.
   *
   * @param failure what an evaluator threw
   * @return the failure itself if it is of this type; else its class's simple name as reason, and
   *     its message
   */
  public static EvaluationException of(Throwable failure) {
    if (failure instanceof EvaluationException known) {
      return known;
    }
    return new EvaluationException(
        kindOf(failure), Texts.nameOf(failure), Texts.messageOf(failure), failure);
  }

  /**
   * In which way something failed, whatever was thrown. Takes no memory.
   *
   * @param failure what an evaluator threw
   * @return its kind if it knows that; else whether it wanted memory
   */
  public static FailureKind kindOf(Throwable failure) {
    if (failure instanceof EvaluationException known) {
      return known.kind;
    }
    return failure instanceof OutOfMemoryError ? FailureKind.OUT_OF_MEMORY : FailureKind.FAILED;
  }
}
