package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalLong;
import org.nas4j.space.Genotype;

/**
 * A proposal that has ended.
 *
 * @param id number in the run, from 0, in the order of proposals
 * @param genotype the answers that describe the candidate
 * @param parent trial whose weights it started from, if any
 * @param outcome how it ended
 * @param duration how long its evaluation took on the clock; zero if it was not evaluated
 * @param duplicateOf the earlier trial of an equal architecture whose outcome was re-used, if any
 */
public record Trial(
    long id,
    Genotype genotype,
    OptionalLong parent,
    Outcome outcome,
    Duration duration,
    OptionalLong duplicateOf) {

  private static final double MILLIS = 1000;

  /** Checks. */
  public Trial {
    requireNonNull(genotype, "genotype");
    requireNonNull(parent, "parent");
    requireNonNull(outcome, "outcome");
    requireNonNull(duration, "duration");
    requireNonNull(duplicateOf, "duplicateOf");
  }

  /**
   * Whether this trial cost an evaluation.
   *
   * @return false for rejected candidates and duplicates
   */
  public boolean wasEvaluated() {
    return duplicateOf.isEmpty() && !(outcome instanceof Outcome.Rejected);
  }

  /** Without a word on what it has not. */
  @Override
  public String toString() {
    return "Trial[" + id + ", " + outcome
        + (duplicateOf.isPresent() ? ", as trial " + duplicateOf.getAsLong() : "")
        + (parent.isPresent() ? ", child of trial " + parent.getAsLong() : "")
        + (duration.isZero() ? "" : ", in " + duration.toMillis() / MILLIS + " s")
        + ", " + genotype + "]";
  }
}
