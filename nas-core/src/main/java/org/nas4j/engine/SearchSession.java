package org.nas4j.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.internal.util.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Attempt;

/**
 * One run, asked and told: for applications that evaluate candidates in their own way. {@link NasSearch.Builder#run} is a loop
 * over it.
 *
 * <p>Trial k is proposed when the trials up to k − lookahead have been observed, and no further ones: so the run depends
 * on the seed and the figures only, never on how many evaluations run side by side or which ends first. Candidates that
 * cannot be built are rejected without an evaluation; one that equals an earlier one takes over its outcome.
 *
 * <p>For one thread.
 *
 * @param <A> type of an architecture
 */
public final class SearchSession<A> {

  private final NasSearch<A> search;
  private final WalkingContext<A> context;
  private final Controller controller;
  private final Instant begun;
  private final Deque<Slot> window = new ArrayDeque<>();
  private final Map<Long, Slot> running = new HashMap<>();
  private final Map<Object, Slot> firstOfKind = new HashMap<>();
  private long nextId;
  private long observed;
  private long evaluations;
  private long sinceBest;
  private double simulatedSeconds;
  private OptionalDouble best = OptionalDouble.empty();
  private int idle;
  private int failuresInARow;
  private final Map<String, Integer> reasonsInARow = new LinkedHashMap<>();
  private String stopReason;

  SearchSession(NasSearch<A> search) {
    this.search = search;
    this.context = new WalkingContext<>(search.space(), search.seed());
    this.controller = search.strategy().open(context);
    this.begun = search.clock().instant();
  }

  /**
   * The next candidate to evaluate.
   *
   * @return empty if nothing can be proposed before a running candidate has ended, or if the run has ended
   *     ({@link #isFinished})
   */
  public Optional<Candidate<A>> ask() {
    while (stopReason == null && observeUpTo(nextId - search.lookahead()) && mayGoOn()) {
      Optional<Proposal> proposal =
          controller.propose(Seeds.random(search.seed(), nextId, "propose"));
      if (proposal.isEmpty()) {
        stopReason = "The space is exhausted.";
        break;
      }
      Optional<Candidate<A>> candidate = admit(proposal.get());
      if (candidate.isPresent()) {
        return candidate;
      }
    }
    if (stopReason != null) {
      drain();
    }
    return Optional.empty();
  }

  /** Numbers a proposal; empty if it costs no evaluation. */
  private Optional<Candidate<A>> admit(Proposal proposal) {
    Slot slot = new Slot(nextId++, proposal, search.clock().instant());
    window.add(slot);
    Attempt<A> attempt = context.attempt(proposal.genotype());
    if (attempt.architecture().isEmpty()) {
      var cause = attempt.walk().infeasible().orElseThrow();
      slot.outcome = new Outcome.Rejected(cause.reason(), cause.getMessage());
      idle++;
      return Optional.empty();
    }
    A architecture = attempt.architecture().get();
    Object identity = search
        .identity()
        .apply(new Candidate<>(slot.id, proposal.genotype(), architecture, proposal.parent()));
    Slot earlier = firstOfKind.get(identity);
    if (earlier != null
        && !(earlier.id < observed && earlier.outcome() instanceof Outcome.Failed)) {
      slot.original = earlier;
      idle++;
      return Optional.empty();
    }
    firstOfKind.put(identity, slot);
    running.put(slot.id, slot);
    evaluations++;
    idle = 0;
    return Optional.of(
        new Candidate<>(slot.id, proposal.genotype(), architecture, proposal.parent()));
  }

  private boolean mayGoOn() {
    if (stopReason == null && search.stopRule().spent(progress()) >= 1) {
      stopReason = "The stop rule was met.";
    } else if (stopReason == null && idle >= search.idleLimit()) {
      stopReason = "The space seems exhausted: the last [" + idle
          + "] proposals were all duplicates or not feasible.";
    }
    return stopReason == null;
  }

  /**
   * Ends a trial with its figures.
   *
   * @param trialId number of a candidate that was asked for and has not ended
   * @param evaluation its figures; a missing, NaN or infinite reward makes it a failure
   * @throws IllegalStateException if there is no such running trial
   */
  public void tell(long trialId, Evaluation evaluation) {
    finish(trialId, scored(evaluation, null));
  }

  /**
   * Ends a trial that a rule stopped early.
   *
   * @param trialId number of a candidate that was asked for and has not ended
   * @param evaluation the figures so far
   * @param reason which rule stopped it
   * @throws IllegalStateException if there is no such running trial
   */
  public void tellStopped(long trialId, Evaluation evaluation, String reason) {
    finish(trialId, scored(evaluation, reason));
  }

  /**
   * Ends a trial whose evaluation failed.
   *
   * @param trialId number of a candidate that was asked for and has not ended
   * @param cause what went wrong
   * @throws IllegalStateException if there is no such running trial
   */
  public void tellFailure(long trialId, Throwable cause) {
    finish(trialId, failed(EvaluationException.of(cause)));
  }

  private Outcome scored(Evaluation evaluation, String stoppedBy) {
    double reward;
    try {
      reward = search.reward().reward(evaluation);
    } catch (RuntimeException e) {
      return failed(new EvaluationException(
          FailureKind.NO_REWARD, "no reward", String.valueOf(e.getMessage())));
    }
    if (!Double.isFinite(reward)) {
      return failed(new EvaluationException(
          FailureKind.NO_REWARD,
          "reward not finite",
          "The reward is [" + reward + "].\nMaybe training diverged."));
    }
    return stoppedBy == null
        ? new Outcome.Scored(reward, evaluation)
        : new Outcome.Stopped(reward, evaluation, stoppedBy);
  }

  private Outcome failed(EvaluationException failure) {
    return new Outcome.Failed(
        failure.reason(), failure.getMessage(), search.failurePolicy().penalty(failure.kind()));
  }

  private void finish(long trialId, Outcome outcome) {
    Slot slot = running.remove(trialId);
    if (slot == null) {
      throw new IllegalStateException("Trial [" + trialId + "] is not running; running are "
          + running.keySet() + ".\nMaybe it was told twice, or comes from another session.");
    }
    slot.outcome = outcome;
    slot.duration = Duration.between(slot.begun, search.clock().instant());
    if (stopReason != null) {
      drain();
    }
  }

  /** Observes the trials up to an id; false if one of them still runs. */
  private boolean observeUpTo(long id) {
    while (observed <= id) {
      if (!window.element().hasEnded()) {
        return false;
      }
      observe(window.remove());
    }
    return true;
  }

  /** After the end: observes whatever has ended, in order, so that the log is complete. */
  private void drain() {
    while (!window.isEmpty() && window.element().hasEnded()) {
      observe(window.remove());
    }
  }

  private void observe(Slot slot) {
    Trial trial = slot.toTrial();
    observed++;
    account(trial);
    search.store().append(trial);
    controller.observe(trial, Seeds.random(search.seed(), trial.id(), "observe"));
    Progress progress = progress();
    search
        .listeners()
        .trialFinished(trial, progress, Math.min(1, search.stopRule().spent(progress)));
  }

  private void account(Trial trial) {
    if (!trial.wasEvaluated()) {
      return;
    }
    sinceBest++;
    if (trial.outcome() instanceof Outcome.Failed failed) {
      failuresInARow++;
      reasonsInARow.merge(failed.reason() + ": " + failed.message(), 1, Integer::sum);
      if (failuresInARow >= search.failurePolicy().abortAfter() && stopReason == null) {
        stopReason = "[" + failuresInARow + "] evaluations in a row failed: " + reasonsInARow;
      }
      return;
    }
    failuresInARow = 0;
    reasonsInARow.clear();
    simulatedSeconds += trial
        .outcome()
        .figures()
        .flatMap(figures -> figures.find(Metric.SIMULATED_SECONDS))
        .orElse(0.0);
    if (trial.outcome() instanceof Outcome.Scored scored) {
      if (best.isEmpty() || scored.value() > best.getAsDouble()) {
        best = OptionalDouble.of(scored.value());
        sinceBest = 0;
      }
    }
  }

  /**
   * Ends the run: nothing more will be proposed, running candidates may still be told.
   *
   * @param reason why, for people
   */
  public void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    drain();
  }

  /**
   * Whether the run has ended and no candidate is being evaluated.
   *
   * @return true if neither {@link #ask} nor {@link #tell} has anything left to do
   */
  public boolean isFinished() {
    return stopReason != null && running.isEmpty();
  }

  /**
   * Where the run stands.
   *
   * @return counts, best reward and time
   */
  public Progress progress() {
    return new Progress(evaluations, observed, best, sinceBest, simulatedSeconds, elapsed());
  }

  private Duration elapsed() {
    return Duration.between(begun, search.clock().instant());
  }

  /** What an early stopping rule may compare with; not collected where there is no rule to see it. */
  List<Trial> observed() {
    return search.stopsEarly() ? List.copyOf(search.store().trials()) : List.of();
  }

  /**
   * All that the run has to tell so far.
   *
   * @return a snapshot
   */
  public SearchResult<A> result() {
    return new SearchResult<>(
        search.space(),
        search.store().trials(),
        search.seed(),
        elapsed(),
        stopReason == null ? "The run has not ended." : stopReason,
        Provenance.of(search.strategy(), search.provenance()));
  }
}
