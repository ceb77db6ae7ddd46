package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.nas4j.internal.checks.Checks;

/**
 * How long a trial and a run may take, and how long a run looks in vain for something new.
 *
 * @param perTrial how long one evaluation may take
 * @param grace how long an evaluation that is over its time may take to react
 * @param wholeRun how long the whole run may take
 * @param idleProposals proposals in a row that cost no evaluation after which the space counts as
 *     exhausted
 */
public record Limits(
    Optional<Duration> perTrial, Duration grace, Optional<Duration> wholeRun, int idleProposals) {

  /** No limits of time; 30 seconds of grace, should there be one, and 1,000 idle proposals. */
  public static final Limits NONE =
      new Limits(Optional.empty(), Duration.ofSeconds(30), Optional.empty(), 1_000);

  /** Checks. */
  public Limits {
    requireNonNull(perTrial, "perTrial")
        .ifPresent(limit -> Checks.positive(limit, "time limit of a trial"));
    Checks.positive(grace, "time of grace");
    requireNonNull(wholeRun, "wholeRun")
        .ifPresent(limit -> Checks.positive(limit, "time limit of the run"));
    Checks.positive(idleProposals, "number of idle proposals");
  }

  /**
   * The same limits with one for each evaluation. At its first report after that it is told to end,
   * and counts as stopped, with its figures so far. If it has not ended after {@link #grace()} it
   * is interrupted; if it does not react to that either, it is given up after as long again, its
   * worker replaced, and the run goes on. Without figures the trial has failed, as
   * {@link org.nas4j.eval.FailureKind#TIMED_OUT}.
   *
   * @param limit above zero
   * @return new limits
   */
  public Limits perTrial(Duration limit) {
    return new Limits(Optional.of(limit), grace, wholeRun, idleProposals);
  }

  /**
   * The same limits with another time for an evaluation to react to its deadline, and then to its
   * interruption: so much of each. Let it be longer than a batch and the measurements at the end of
   * a training take.
   *
   * @param time above zero
   * @return new limits
   */
  public Limits grace(Duration time) {
    return new Limits(perTrial, time, wholeRun, idleProposals);
  }

  /**
   * The same limits with one for the whole run. Unlike {@link org.nas4j.search.StopRule#elapsed},
   * which waits for what runs when the time is up, this cancels it: those trials are not part of
   * the result.
   *
   * @param limit above zero
   * @return new limits
   */
  public Limits wholeRun(Duration limit) {
    return new Limits(perTrial, grace, Optional.of(limit), idleProposals);
  }

  /**
   * The same limits with another number of proposals in a row that cost no evaluation (duplicates,
   * not feasible) after which the space counts as exhausted.
   *
   * @param proposals at least 1
   * @return new limits
   */
  public Limits idleProposals(int proposals) {
    return new Limits(perTrial, grace, wholeRun, proposals);
  }
}
