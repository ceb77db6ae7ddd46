package org.nas4j.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.search.Progress;
import org.nas4j.search.Trial;
import org.nas4j.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the workers busy with what a session proposes, and replaces those that are stuck. The
 * calling thread alone talks to the session. Where there are limits it looks at the time every few
 * milliseconds; else it sleeps until a worker is done, but for a look now and then whether all are
 * alive. Whatever is thrown on that thread ends the run with what it has.
 */
final class SearchLoop<A> {

  private static final Logger LOG = LoggerFactory.getLogger(SearchLoop.class);
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final long LOOK_FOR_DEAD_MILLIS = 500;

  private final SearchRun<A> run;
  private final SearchSession<A> session;
  private final Semaphore ended = new Semaphore(0);
  private final Deque<Worker<A>> idle = new ArrayDeque<>();
  private final Map<Worker<A>, Job<A>> busy = new LinkedHashMap<>();

  private final SearchControl control;
  private long started;
  private Throwable failure;
  private boolean interrupted;

  /** Opens the run; {@link #run} is to follow. */
  SearchLoop(SearchRun<A> run) {
    this(run, new SearchControl());
  }

  /** Opens a run within another, whose control it obeys; {@link #runWithin} is to follow. */
  SearchLoop(SearchRun<A> run, SearchControl control) {
    this.run = run;
    this.control = control;
    try {
      this.session = new SearchSession<>(run);
    } catch (RuntimeException | Error e) {
      run.closeEvaluator();
      throw e;
    }
  }

  SearchResult<A> run() {
    control.begin();
    ShutdownHook hook = run.settings.endsOnShutdown ? ShutdownHook.add(control) : null;
    search();
    boolean cancelled = control.end();
    if (hook != null) {
      hook.close();
    }
    if (interrupted && !cancelled) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new SearchFailedException(failure, session.result());
    }
    return session.result();
  }

  /** Runs on the thread of the run around it, which is told of an interruption. */
  SearchResult<A> runWithin() {
    search();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return session.result();
  }

  /** From the first proposal to the store's closing, whatever goes wrong. */
  private void search() {
    try {
      work();
      finish();
    } catch (InterruptedException e) {
      attempt(() -> session.stop(control.stopReason().orElse("The run was interrupted.")));
      interrupted = true;
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (failure != null) {
      session.fail(failure);
    }
    attempt(session::close);
    interrupted |= windUp();
    attempt(run::closeEvaluator);
  }

  /** Evaluates the best again, if the search has ended by itself and its time is not over. */
  private void finish() throws InterruptedException {
    Duration elapsed = session.progress().elapsed();
    if (run.settings.finals == null
        || !busy.isEmpty()
        || control.stopReason().isPresent()
        || !FinalRound.fits(run.settings.limits, elapsed)) {
      return;
    }
    List<Trial> best = session.result().candidates().stream()
        .limit(run.settings.finals.count())
        .toList();
    if (best.isEmpty()) {
      return;
    }
    idle.forEach(Worker::close);
    Map<String, String> plan = FinalRound.plan(run.settings, best);
    SearchLoop<A> round = FinalRound.open(run, plan, best, elapsed, control);
    session.conclude(new Journal.FinalRound(plan, round.runWithin().trials()));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void work() throws InterruptedException {
    for (int i = 0; i < run.settings.parallelism; i++) {
      idle.add(newWorker());
    }
    startAll();
    while (goesOn()) {
      awaitAnEnd();
      tellEnded();
      giveUpStuck();
      startAll();
    }
  }

  /**
   * Does one of the things that are done at the end whatever went wrong before; keeps the first.
   */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) { // the JVM may throw one and the same error whenever memory ends
        failure.addSuppressed(e);
      }
    }
  }

  /** Whether something runs; waits through a pause in which nothing does. */
  private boolean goesOn() throws InterruptedException {
    while (busy.isEmpty() && !session.isFinished() && control.awaitResume()) {
      startAll();
    }
    return !busy.isEmpty() && !isOverTime();
  }

  private Worker<A> newWorker() {
    return new Worker<>(run, ended);
  }

  private void startAll() {
    control.stopReason().ifPresent(session::stop);
    while (!idle.isEmpty() && !control.isPaused()) {
      Optional<Candidate<A>> candidate = session.ask();
      if (candidate.isEmpty()) {
        return;
      }
      run.listeners.trialStarted(candidate.get());
      Job<A> job = new Job<>(candidate.get(), session.observed(), started++ == 0);
      Worker<A> worker = idle.remove();
      busy.put(worker, job);
      worker.start(job);
    }
  }

  /** Waits for a while at most, since a worker may have died, and there may be limits. */
  private void awaitAnEnd() throws InterruptedException {
    boolean limited = run.settings.limits.perTrial().isPresent()
        || run.settings.limits.wholeRun().isPresent();
    ended.tryAcquire(limited ? LOOK_EVERY_MILLIS : LOOK_FOR_DEAD_MILLIS, TimeUnit.MILLISECONDS);
    ended.drainPermits();
  }

  private void tellEnded() {
    for (Worker<A> worker : List.copyOf(busy.keySet())) {
      boolean alive = worker.isAlive(); // asked first: it may report, and then end
      Job<A> job = busy.get(worker);
      if (job.hasEnded() || !alive) {
        busy.remove(worker);
        idle.add(alive ? worker : newWorker());
        tell(job);
      }
    }
  }

  private boolean isOverTime() {
    Duration elapsed = session.progress().elapsed();
    if (run.settings.limits.wholeRun().isEmpty()
        || elapsed.compareTo(run.settings.limits.wholeRun().get()) < 0) {
      return false;
    }
    session.stop("The time limit of the run was reached.");
    return true;
  }

  private void giveUpStuck() {
    if (run.settings.limits.perTrial().isEmpty()) {
      return;
    }
    for (Worker<A> worker : List.copyOf(busy.keySet())) {
      if (worker.isStuck()) {
        Candidate<A> candidate = busy.remove(worker).candidate;
        worker.close();
        idle.add(newWorker());
        LOG.warn(
            "Trial [{}] reacts neither to its deadline nor to interruption; its thread is left behind.",
            candidate.trialId());
        session.tellFailure(
            candidate.trialId(),
            new EvaluationException(
                FailureKind.TIMED_OUT,
                "timed out",
                "It reacted neither to its deadline nor to interruption, and was given up.\n"
                    + "Maybe look at the deadline between batches."));
      }
    }
  }

  private void tell(Job<A> job) {
    long id = job.candidate.trialId();
    if (job.hasFailed()) {
      EvaluationException failure = job.failure();
      session.tellFailure(id, failure);
      if (run.settings.failures.fatal().contains(failure.kind())) {
        session.stop("Trial [" + id + "] failed in a way that ends the run: " + failure.reason()
            + ": " + failure.getMessage());
      }
    } else if (job.stoppedBy() != null) {
      session.tellStopped(id, job.evaluation(), job.stoppedBy());
    } else {
      session.tell(id, job.evaluation());
    }
  }

  SearchControl control() {
    return control;
  }

  /** The best so far; for any thread. */
  Optional<Ranked<A>> best() {
    return session.bestNow();
  }

  /** Where the run stands; for any thread. */
  Progress progress() {
    return session.progressNow();
  }

  /** Ends all workers, and waits for those that still evaluate; true if that was interrupted. */
  private boolean windUp() {
    List<Worker<A>> all = new ArrayList<>(idle);
    all.addAll(busy.keySet());
    all.forEach(Worker::close);
    boolean wasInterrupted = Thread.interrupted();
    long end = System.nanoTime() + run.settings.limits.grace().toNanos();
    try {
      for (Worker<A> worker : all) {
        if (!worker.awaitEnd(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) {
          LOG.warn("An evaluation does not react to its interruption; its thread is left behind.");
        }
      }
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    return wasInterrupted;
  }
}
