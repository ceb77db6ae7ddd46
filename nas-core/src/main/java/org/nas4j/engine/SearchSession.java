package org.nas4j.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.Proposal;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.nas4j.space.Attempt;

/**
 * One run, asked and told: for applications that evaluate candidates in their own way. {@link NasSearch.Builder#run} is a loop
 * over it.
 *
 * <p>Trial k is proposed when the trials up to k − lookahead have been observed, and no further ones: so the run depends
 * on the seed and the figures only, never on how many evaluations run side by side or which ends first. Candidates that
 * cannot be built are rejected without an evaluation; one that equals an earlier one takes over its outcome. An
 * {@linkplain NasSearch.Builder#asynchronous asynchronous} search gives up that order and with it repetition: whatever
 * has ended is observed before the next proposal.
 *
 * <p>If the store holds the log of an earlier process, the run goes through it first: each proposal is made again and
 * compared with the log, its outcome is taken from there, and what had not ended is asked for again. Nothing but this makes
 * the state of the strategy, so that it is the same as if the run had never stopped.
 *
 * <p>For one thread.
 *
 * @param <A> type of an architecture
 */
public final class SearchSession<A> implements AutoCloseable {

  private static final int MOST_MESSAGE = 10_000;

  private final NasSearch<A> search;
  private final WalkingContext<A> context;
  private final Controller controller;
  private final TrialStore store;
  private final Replayed earlier;
  private final Duration elapsedBefore;
  private final List<Trial> observedTrials = new ArrayList<>();
  private final Instant begun;
  private final Deque<Slot> window = new ArrayDeque<>();
  private final Map<Long, Slot> running = new HashMap<>();
  private final Map<Object, Slot> firstOfKind = new HashMap<>();
  private long nextId;
  private long observed;
  private long evaluations;
  private long evaluationsObserved;
  private long sinceBest;
  private double simulatedSeconds;
  private Trial best;
  private volatile Standing latest;
  private boolean replaying;
  private boolean closed;
  private int idle;
  private int failuresInARow;
  private final Map<String, Integer> reasonsInARow = new LinkedHashMap<>();
  private String stopReason;

  SearchSession(NasSearch<A> search) {
    this.search = search;
    this.context = new WalkingContext<>(search.space(), search.seed());
    this.controller = search.strategy().open(context);
    this.store = search.store();
    RunLog log = store.open(search::header);
    try {
      this.earlier = new Replayed(log);
      this.elapsedBefore = log.elapsed();
      this.replaying = earlier.proposed(0);
      this.begun = search.clock().instant();
      requireRepeatable();
      this.latest = new Standing(progress(), Optional.empty());
      learnFromOthers();
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void requireRepeatable() {
    if (search.asynchronous() && replaying) {
      throw new IllegalStateException(
          "An asynchronous run does not repeat, so that it cannot go on from its log.\nMaybe keep another log, and start"
              + " from this one with startFrom.");
    }
  }

  /** Tells the controller the trials of the run that this one starts from: those in the log, or else those of the search. */
  private void learnFromOthers() {
    if (!earlier.ended(-1)) {
      for (Trial trial : search.warmStart()) {
        if (!earlier.ended(trial.id())) {
          store.append(trial);
        }
      }
    }
    for (Trial trial : store.trials()) {
      if (trial.id() < 0) {
        controller.observe(trial, Seeds.random(search.seed(), trial.id(), "observe"));
      }
    }
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
        store.started(candidate.get());
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
    Slot twin = firstOfKind.get(identity);
    if (twin != null && !(twin.observed && twin.outcome() instanceof Outcome.Failed)) {
      slot.original = twin;
      idle++;
      return Optional.empty();
    }
    firstOfKind.put(identity, slot);
    evaluations++;
    idle = 0;
    Trial logged = earlier.find(slot.id, proposal, search.reward());
    if (logged != null) {
      slot.take(logged);
      return Optional.empty();
    }
    running.put(slot.id, slot);
    return Optional.of(
        new Candidate<>(slot.id, proposal.genotype(), architecture, proposal.parent()));
  }

  private boolean mayGoOn() {
    if (stopReason == null && replaying) {
      if (earlier.proposed(nextId)) {
        return true;
      }
      replaying = false;
      search.listeners().resumed(progress(), spent(progress()));
    }
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
    String message = String.valueOf(failure.getMessage());
    String text =
        message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE) + "…";
    return new Outcome.Failed(
        failure.reason(), text, search.failurePolicy().penalty(failure.kind()));
  }

  private void finish(long trialId, Outcome outcome) {
    Slot slot = running.remove(trialId);
    if (slot == null) {
      throw new IllegalStateException("Trial [" + trialId + "] is not running; running are "
          + running.keySet() + ".\nMaybe it was told twice, or comes from another session.");
    }
    slot.outcome = outcome;
    slot.duration = Duration.between(slot.begun, search.clock().instant());
    store.append(slot.trial());
    if (stopReason != null) {
      drain();
    }
  }

  /** Observes the trials up to an id; false if one of them still runs. */
  private boolean observeUpTo(long id) {
    if (search.asynchronous()) {
      observeEnded();
      return window.size() < search.lookahead();
    }
    while (observed <= id) {
      if (!window.element().hasEnded()) {
        return false;
      }
      observe(window.remove());
    }
    return true;
  }

  /** Observes whatever has ended, whether or not earlier trials still run. */
  private void observeEnded() {
    for (Slot slot : List.copyOf(window)) {
      if (slot.hasEnded()) {
        window.remove(slot);
        observe(slot);
      }
    }
  }

  /** After the end: observes whatever has ended, in order, so that the log is complete. */
  private void drain() {
    if (search.asynchronous()) {
      observeEnded();
    }
    while (!window.isEmpty() && window.element().hasEnded()) {
      observe(window.remove());
    }
  }

  private void observe(Slot slot) {
    Trial trial = slot.trial();
    slot.observed = true;
    observed++;
    account(trial);
    if (earlier.ended(trial.id())) {
      earlier.check(trial);
    } else if (!trial.wasEvaluated()) {
      store.append(trial);
    }
    observedTrials.add(trial);
    controller.observe(trial, Seeds.random(search.seed(), trial.id(), "observe"));
    Progress soFar = progress(evaluationsObserved);
    latest = new Standing(soFar, Optional.ofNullable(best));
    if (!replaying) {
      search.listeners().trialFinished(trial, soFar, spent(soFar));
    }
  }

  private double spent(Progress progress) {
    return Math.min(1, search.stopRule().spent(progress));
  }

  private void account(Trial trial) {
    if (!trial.wasEvaluated()) {
      return;
    }
    evaluationsObserved++;
    sinceBest++;
    if (trial.outcome() instanceof Outcome.Failed failed) {
      failuresInARow++;
      reasonsInARow.merge(failed.reason() + ": " + failed.message(), 1, Integer::sum);
      if (failuresInARow >= search.failurePolicy().abortAfter() && stopReason == null) {
        giveUp();
      }
      return;
    }
    forgetFailures();
    simulatedSeconds += trial
        .outcome()
        .figures()
        .flatMap(figures -> figures.find(Metric.SIMULATED_SECONDS))
        .orElse(0.0);
    if (trial.outcome() instanceof Outcome.Scored scored) {
      if (best == null || scored.value() > best.outcome().reward().orElseThrow()) {
        best = trial;
        sinceBest = 0;
      }
    }
  }

  /** Ends the run, unless it had ended so in an earlier process already: whoever lets it go on wants to try again. */
  private void giveUp() {
    if (replaying && earlier.endedOnItsOwn()) {
      forgetFailures();
    } else {
      stopReason = "[" + failuresInARow + "] evaluations in a row failed: " + reasonsInARow;
    }
  }

  private void forgetFailures() {
    failuresInARow = 0;
    reasonsInARow.clear();
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
    return progress(evaluations);
  }

  /** Listeners are told of the evaluations that have ended: those that still run are not behind them. */
  private Progress progress(long counted) {
    OptionalDouble reward =
        best == null ? OptionalDouble.empty() : best.outcome().reward();
    return new Progress(counted, observed, reward, sinceBest, simulatedSeconds, elapsed());
  }

  /** The progress when the latest trial was observed; for any thread. */
  Progress progressNow() {
    return latest.progress();
  }

  /** The best when the latest trial was observed; for any thread. */
  Optional<Ranked<A>> bestNow() {
    return latest
        .best()
        .map(
            trial -> new Ranked<>(trial, search.space().replay(trial.genotype()).architecture()));
  }

  private record Standing(Progress progress, Optional<Trial> best) {}

  private Duration elapsed() {
    return elapsedBefore.plus(Duration.between(begun, search.clock().instant()));
  }

  /** What an early stopping rule may compare with; not collected where there is no rule to see it. */
  List<Trial> observed() {
    return search.stopsEarly() ? List.copyOf(observedTrials) : List.of();
  }

  /**
   * All that the run has to tell so far.
   *
   * @return a snapshot
   */
  public SearchResult<A> result() {
    return new SearchResult<>(
        SearchResult.decoder(search.space()),
        store.trials(),
        search.seed(),
        elapsed(),
        stopReason == null ? SearchResult.NOT_ENDED : stopReason,
        search.provenance());
  }

  /** Ends the run for this process, which may go on with it later if its store is on disk, and closes the store. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (TrialStore closing = store) {
      if (stopReason != null) {
        closing.stopped(stopReason);
        search.listeners().stopped(progress(), Optional.ofNullable(best), stopReason);
      }
    }
  }
}
