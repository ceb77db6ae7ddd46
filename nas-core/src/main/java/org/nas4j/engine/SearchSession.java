package org.nas4j.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.internal.walking.WalkingContext;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.Proposal;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.nas4j.store.Journal;

/**
 * One run, asked and told: for applications that evaluate candidates in their own way.
 * {@link NasSearch#run} is a loop over it.
 *
 * <p>Trial k is proposed when the trials up to k − lookahead have been observed, and no further
 * ones: so the run depends on the seed and the figures only, never on how many evaluations run side
 * by side or which ends first. Candidates that cannot be built are rejected without an evaluation;
 * one that equals an earlier one takes over its outcome. An {@linkplain SearchBuilder#asynchronous
 * asynchronous} search gives up that order and with it repetition: whatever has ended is observed
 * before the next proposal.
 *
 * <p>If the store holds the log of an earlier process, the run goes through it first: each proposal
 * is made again and compared with the log, its outcome is taken from there, and what had not ended
 * is asked for again. Nothing but this makes the state of the strategy, so that it is the same as
 * if the run had never stopped.
 *
 * <p>For one thread.
 *
 * @param <A> type of an architecture
 */
public final class SearchSession<A> implements AutoCloseable {

  private final SearchRun<A> run;
  private final SearchSettings<A> settings;
  private final Controller controller;
  private final Judgement judgement;
  private final Replayed earlier;
  private final Admission<A> admission;
  private final ObservationOrder order;
  private final Tally tally;
  private final FailureStreak failures;
  private final Map<Long, Slot> running = new HashMap<>();
  private final Stopwatch begun;
  private String stopReason;
  private Optional<Journal.FinalRound> finals = Optional.empty();
  private boolean closed;

  SearchSession(SearchRun<A> run) {
    this.run = run;
    this.settings = run.settings;
    this.judgement = new Judgement(settings.reward, settings.failures);
    this.failures = new FailureStreak(settings.failures.abortAfter());
    Purity.check(settings.space);
    WalkingContext<A> context = new WalkingContext<>(settings.space, settings.seed);
    this.controller = settings.strategy.open(context);
    RunLog log = run.openStore();
    try {
      this.begun = new Stopwatch(settings.ticker);
      this.earlier = new Replayed(log);
      this.admission = new Admission<>(settings, context, earlier);
      this.order = new ObservationOrder(run.lookahead(), settings.asynchronous, this::observe);
      this.tally = new Tally(settings.pruning != null, settings.goals, log.elapsed());
      requireRepeatable();
      learnFromOthers();
    } catch (RuntimeException | Error e) {
      run.store.close();
      throw e;
    }
  }

  private void requireRepeatable() {
    if (settings.asynchronous && earlier.isReplaying()) {
      throw new IllegalStateException(
          "An asynchronous run does not repeat, so that it cannot go on from its log.\nMaybe keep "
              + "another log, and start"
              + " from this one with startFrom.");
    }
  }

  /**
   * Tells the controller the trials of the run that this one starts from: those in the log, or else
   * those of the search.
   */
  private void learnFromOthers() {
    if (!earlier.ended(-1)) {
      for (Trial trial : run.warmStart()) {
        if (!earlier.ended(trial.id())) {
          run.store.append(trial);
        }
      }
    }
    for (Trial trial : run.store.trials()) {
      if (trial.id() < 0) {
        controller.observe(trial, Seeds.random(settings.seed, trial.id(), "observe"));
      }
    }
  }

  /**
   * The next candidate to evaluate.
   *
   * @return empty if nothing can be proposed before a running candidate has ended, or if the run
   *     has ended ({@link #isFinished})
   */
  public Optional<Candidate<A>> ask() {
    while (stopReason == null && order.observeBefore(admission.nextId()) && mayGoOn()) {
      Optional<Proposal> proposal =
          controller.propose(Seeds.random(settings.seed, admission.nextId(), "propose"));
      if (proposal.isEmpty()) {
        stopReason = "The space is exhausted.";
        break;
      }
      Slot slot = admission.number(proposal.get());
      order.add(slot);
      Optional<Candidate<A>> candidate = admission.admit(slot, tally);
      if (candidate.isPresent()) {
        running.put(slot.id, slot);
        run.store.started(candidate.get());
        return candidate;
      }
    }
    if (stopReason != null) {
      order.drain();
    }
    return Optional.empty();
  }

  private boolean mayGoOn() {
    if (stopReason == null && earlier.isReplaying()) {
      if (earlier.proposed(admission.nextId())) {
        return true;
      }
      earlier.endReplay();
      Progress soFar = tally.latest().progress();
      run.listeners.resumed(soFar, spent(soFar));
    }
    if (stopReason == null && settings.stopRule.spent(progress()) >= 1) {
      stopReason = "The stop rule was met.";
    } else if (stopReason == null && admission.idle() >= settings.limits.idleProposals()) {
      stopReason = "The space seems exhausted: the last [" + admission.idle()
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
    finish(trialId, judgement.scored(evaluation));
  }

  /**
   * Ends a trial that a pruning rule or a time limit stopped.
   *
   * @param trialId number of a candidate that was asked for and has not ended
   * @param evaluation the figures so far
   * @param reason which rule stopped it
   * @throws IllegalStateException if there is no such running trial
   */
  public void tellStopped(long trialId, Evaluation evaluation, String reason) {
    finish(trialId, judgement.stopped(evaluation, reason));
  }

  /**
   * Ends a trial whose evaluation failed.
   *
   * @param trialId number of a candidate that was asked for and has not ended
   * @param cause what went wrong
   * @throws IllegalStateException if there is no such running trial
   */
  public void tellFailure(long trialId, Throwable cause) {
    finish(trialId, judgement.failed(EvaluationException.of(cause)));
  }

  private void finish(long trialId, Outcome outcome) {
    Slot slot = running.remove(trialId);
    if (slot == null) {
      throw new IllegalStateException("Trial [" + trialId + "] is not running; running are "
          + running.keySet() + ".\nMaybe it was told twice, or comes from another session.");
    }
    slot.outcome = outcome;
    slot.duration = slot.begun.elapsed();
    run.store.append(slot.trial());
    if (stopReason != null) {
      order.drain();
    }
  }

  private void observe(Slot slot) {
    Trial trial = slot.trial();
    slot.observed = true;
    if (failures.observe(trial) && stopReason == null) {
      giveUp();
    }
    boolean known = earlier.ended(trial.id());
    if (known) {
      earlier.check(trial);
    } else if (!trial.wasEvaluated()) {
      run.store.append(trial);
    }
    controller.observe(trial, Seeds.random(settings.seed, trial.id(), "observe"));
    tally.observe(trial, elapsed());
    if (tally.best().filter(best -> best == trial).isPresent()) {
      run.store.improved(
          trial.id(), () -> settings.space.replay(trial.genotype()).architecture());
    }
    if (!known) {
      Progress soFar = tally.latest().progress();
      run.listeners.trialFinished(trial, soFar, spent(soFar));
    }
  }

  /**
   * Ends the run, unless it had ended so in an earlier process already: whoever lets it go on wants
   * to try again.
   */
  private void giveUp() {
    if (earlier.isReplaying() && earlier.endedOnItsOwn()) {
      failures.forget();
    } else {
      stopReason = failures.toString();
    }
  }

  private double spent(Progress progress) {
    return Math.min(1, settings.stopRule.spent(progress));
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
    order.drain();
  }

  /** What came of the final round, which is part of the result from now on. */
  void conclude(Journal.FinalRound round) {
    finals = Optional.of(round);
  }

  /** Ends the run as it is: what failed may fail again, so nothing more is observed. */
  void fail(Throwable cause) {
    stopReason = "The run was ended by [" + Texts.nameOf(cause) + "]: " + Texts.messageOf(cause);
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
    return tally.progress(elapsed());
  }

  private Duration elapsed() {
    return earlier.elapsed().plus(begun.elapsed());
  }

  /** The progress when the latest trial was observed; for any thread. */
  Progress progressNow() {
    return tally.latest().progress();
  }

  /** The best when the latest trial was observed; for any thread. */
  Optional<Ranked<A>> bestNow() {
    return tally
        .latest()
        .best()
        .map(
            trial -> new Ranked<>(trial, settings.space.replay(trial.genotype()).architecture()));
  }

  /** What a pruning rule may compare with; not collected where there is no rule to see it. */
  List<Trial> observed() {
    return tally.trials();
  }

  /**
   * All that the run has to tell so far.
   *
   * @return a snapshot
   */
  public SearchResult<A> result() {
    return new SearchResult<>(
        SearchResult.decoder(settings.space),
        run.store.trials(),
        finals,
        new SearchResult.Account(
            settings.seed,
            elapsed(),
            stopReason == null ? SearchResult.NOT_ENDED : stopReason,
            settings.goals,
            run.inWords(),
            run.provenance()));
  }

  private String reasonForPeople() {
    if (tally.best().isPresent()) {
      return result().conclusion().map(more -> stopReason + "\n" + more).orElse(stopReason);
    }
    List<Trial> own =
        run.store.trials().stream().filter(trial -> trial.id() >= 0).toList();
    return WhyNoBest.of(own, settings.goals).map(why -> stopReason + "\n" + why).orElse(stopReason);
  }

  /**
   * Ends the run for this process, which may go on with it later if its store is on disk, and
   * closes the store.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (TrialStore closing = run.store) {
      if (stopReason != null) {
        closing.stopped(stopReason);
        run.listeners.stopped(progress(), tally.best(), reasonForPeople());
      }
    }
  }
}
