package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.nas4j.eval.FailureKind;
import org.nas4j.internal.checks.Checks;

/**
 * What a failed evaluation means: whether it is tried again, what the controller learns of it, and
 * when it ends the run.
 *
 * @param retries how often a failed evaluation is tried again, each time with other randomness
 * @param retried kinds of failure that are tried again
 * @param penalty reward that the controller learns for a failed trial; without one it is told of
 *     the failure only
 * @param penalised kinds of failure that are given the penalty; the others are skipped, so the
 *     controller is told of the failure only
 * @param abortAfter failures in a row after which the run ends with what it has
 * @param fatal kinds of failure that end the run at once
 */
public record FailurePolicy(
    int retries,
    Set<FailureKind> retried,
    OptionalDouble penalty,
    Set<FailureKind> penalised,
    int abortAfter,
    Set<FailureKind> fatal) {

  /**
   * No retries, no penalty, and the end after ten failures in a row, or at once if the evaluator
   * cannot be set up. Where retries are asked for, the defaults are not to repeat what took too
   * long, nor what is broken.
   */
  public static final FailurePolicy SKIP = new FailurePolicy(
      0,
      EnumSet.of(FailureKind.FAILED, FailureKind.OUT_OF_MEMORY, FailureKind.CRASHED),
      OptionalDouble.empty(),
      EnumSet.allOf(FailureKind.class),
      10,
      EnumSet.of(FailureKind.BROKEN));

  /** Checks and copies. */
  public FailurePolicy {
    requireNonNull(penalty, "penalty");
    retried = copy(retried);
    penalised = copy(penalised);
    fatal = copy(fatal);
    Checks.atLeast(retries, 0, "number of retries");
    if (retried.contains(FailureKind.NO_REWARD)) {
      throw new IllegalArgumentException("The kind [" + FailureKind.NO_REWARD
          + "] cannot be retried, since the evaluation itself went well.\n"
          + "Maybe let the evaluator throw when training diverges.");
    }
    if (abortAfter < 1) {
      throw new IllegalArgumentException("A run cannot end after [" + abortAfter
          + "] failures.\nMaybe use Integer.MAX_VALUE to never end it so.");
    }
    penalty.ifPresent(reward -> Checks.finite(reward, "penalty"));
  }

  private static Set<FailureKind> copy(Set<FailureKind> kinds) {
    EnumSet<FailureKind> copy = EnumSet.noneOf(FailureKind.class);
    copy.addAll(kinds);
    return Collections.unmodifiableSet(copy);
  }

  /**
   * The same policy with retries.
   *
   * @param count how often a failed evaluation is tried again
   * @param kinds which failures are; those of this policy if none is given
   * @return a new policy
   */
  public FailurePolicy retry(int count, FailureKind... kinds) {
    return new FailurePolicy(count, orElse(kinds, retried), penalty, penalised, abortAfter, fatal);
  }

  /**
   * The same policy with a penalty.
   *
   * @param reward what the controller learns for a failed trial
   * @param kinds which failures are penalised; those of this policy (all, unless told otherwise) if
   *     none is given
   * @return a new policy
   */
  public FailurePolicy penalise(double reward, FailureKind... kinds) {
    return new FailurePolicy(
        retries, retried, OptionalDouble.of(reward), orElse(kinds, penalised), abortAfter, fatal);
  }

  /**
   * The same policy with another limit.
   *
   * @param failures failures in a row after which the run ends
   * @return a new policy
   */
  public FailurePolicy abortAfter(int failures) {
    return new FailurePolicy(retries, retried, penalty, penalised, failures, fatal);
  }

  /**
   * The same policy with other failures that end the run at once.
   *
   * @param kinds which; none if none is given
   * @return a new policy
   */
  public FailurePolicy endOn(FailureKind... kinds) {
    return new FailurePolicy(
        retries, retried, penalty, penalised, abortAfter, orElse(kinds, Set.of()));
  }

  private static Set<FailureKind> orElse(FailureKind[] kinds, Set<FailureKind> otherwise) {
    return kinds.length == 0 ? otherwise : Set.of(kinds);
  }

  OptionalDouble penalty(FailureKind kind) {
    return penalised.contains(kind) ? penalty : OptionalDouble.empty();
  }

  /** Names and values, of what this policy does. */
  Map<String, String> inWords(String prefix) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(prefix + "retries", Integer.toString(retries));
    words.put(prefix + "retried", retried.toString());
    words.put(
        prefix + "penalty", penalty.isPresent() ? Double.toString(penalty.getAsDouble()) : "none");
    words.put(prefix + "penalised", penalised.toString());
    words.put(prefix + "abortAfter", Integer.toString(abortAfter));
    words.put(prefix + "fatal", fatal.toString());
    return words;
  }

  boolean isRetried(FailureKind kind, int attempt) {
    return attempt < retries && retried.contains(kind) && !fatal.contains(kind);
  }
}
