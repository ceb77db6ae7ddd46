package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Texts;

/** How a trial ended. Reasons and messages that are too long for a log are cut. */
public sealed interface Outcome {

  /**
   * The reward that a controller may learn from.
   *
   * @return finite; empty if there is none
   */
  OptionalDouble reward();

  /**
   * The figures that were measured.
   *
   * @return those of a scored or stopped trial; empty for others
   */
  default Optional<Evaluation> figures() {
    return Optional.empty();
  }

  /**
   * Lets a visitor do what it does with an end of this kind.
   *
   * @param visitor who treats each kind in its own way
   * @param <R> what comes of it
   * @return what the visitor made of it
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Says what to do with each way in which a trial may end.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {

    /**
     * What comes of a trial that was evaluated to the end.
     *
     * @param outcome how it ended
     * @return what the visitor makes of it
     */
    R visit(Scored outcome);

    /**
     * What comes of a trial that a rule ended early.
     *
     * @param outcome how it ended
     * @return what the visitor makes of it
     */
    R visit(Stopped outcome);

    /**
     * What comes of a trial whose evaluation failed.
     *
     * @param outcome how it ended
     * @return what the visitor makes of it
     */
    R visit(Failed outcome);

    /**
     * What comes of a trial that could not be built.
     *
     * @param outcome how it ended
     * @return what the visitor makes of it
     */
    R visit(Rejected outcome);
  }

  /**
   * Evaluated to the end.
   *
   * @param value the reward, finite
   * @param evaluation the figures it was made of
   */
  record Scored(double value, Evaluation evaluation) implements Outcome {

    /** Checks. */
    public Scored {
      requireNonNull(evaluation, "evaluation");
      requireFinite(value);
    }

    @Override
    public OptionalDouble reward() {
      return OptionalDouble.of(value);
    }

    @Override
    public Optional<Evaluation> figures() {
      return Optional.of(evaluation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Ended early by a rule, with the figures so far.
   *
   * @param value the reward, finite
   * @param evaluation the figures it was made of
   * @param reason which rule ended it
   */
  record Stopped(double value, Evaluation evaluation, String reason) implements Outcome {

    /** Checks. */
    public Stopped {
      requireNonNull(evaluation, "evaluation");
      reason = Texts.cut(reason, Texts.LONGEST_REASON);
      requireFinite(value);
    }

    @Override
    public OptionalDouble reward() {
      return OptionalDouble.of(value);
    }

    @Override
    public Optional<Evaluation> figures() {
      return Optional.of(evaluation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Its evaluation failed.
   *
   * @param reason short and without values, to count by
   * @param message what happened, for people
   * @param penalty the reward that the failure policy gives it, if any
   */
  record Failed(String reason, String message, OptionalDouble penalty) implements Outcome {

    /** Checks. */
    public Failed {
      reason = Texts.cut(reason, Texts.LONGEST_REASON);
      message = Texts.cut(message, Texts.LONGEST_MESSAGE);
      requireNonNull(penalty, "penalty");
    }

    @Override
    public OptionalDouble reward() {
      return penalty;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Could not be built, so it was not evaluated.
   *
   * @param reason short and without values, to count by
   * @param message what cannot be built and why, for people
   */
  record Rejected(String reason, String message) implements Outcome {

    /** Checks. */
    public Rejected {
      reason = Texts.cut(reason, Texts.LONGEST_REASON);
      message = Texts.cut(message, Texts.LONGEST_MESSAGE);
    }

    @Override
    public OptionalDouble reward() {
      return OptionalDouble.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("A reward must be finite, but is [" + value + "].");
    }
  }
}
