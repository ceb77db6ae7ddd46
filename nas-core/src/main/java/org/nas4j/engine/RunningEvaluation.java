package org.nas4j.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Verdict;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;

/**
 * One evaluation: its context, on its worker's thread, and what the loop's thread does about it
 * when it is over its time.
 */
final class RunningEvaluation<A> implements EvaluationContext {

  static final String TIME_LIMIT = "time limit of the trial";

  private final SearchRun<A> run;
  private final Candidate<A> candidate;
  private final Deadline deadline;
  private final long seed;
  private final RandomGenerator random;
  private final List<Trial> observed;
  private final Thread thread = Thread.currentThread();
  private String stoppedBy;
  private Stopwatch interrupted;
  private boolean ended;

  /** Starts on the thread that calls it. */
  RunningEvaluation(SearchRun<A> run, Candidate<A> candidate, List<Trial> observed, int attempt) {
    this.run = run;
    this.candidate = candidate;
    this.observed = observed;
    this.deadline = run.settings
        .limits
        .perTrial()
        .map(limit -> Deadline.in(limit, run.settings.ticker))
        .orElseGet(Deadline::never);
    this.seed = Seeds.derive(run.settings.seed, candidate.trialId(), "evaluate " + attempt);
    this.random = new SplittableRandom(seed);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public int workers() {
    return run.settings.parallelism;
  }

  @Override
  public Verdict report(int step, Evaluation soFar) {
    if (hasEnded()) {
      return Verdict.STOP;
    }
    run.store.reported(candidate.trialId(), step, soFar);
    run.listeners.report(candidate, step, soFar);
    if (deadline.hasPassed()) {
      stoppedBy = TIME_LIMIT;
    } else if (thread.isInterrupted()) {
      stoppedBy = "cancelled";
    } else {
      stoppedBy = reasonToPrune(step, soFar);
    }
    return stoppedBy == null ? Verdict.CONTINUE : Verdict.STOP;
  }

  private String reasonToPrune(int step, Evaluation soFar) {
    PruningRule rule = run.settings.pruning;
    return rule == null ? null : rule.reasonToPrune(step, soFar, observed).orElse(null);
  }

  /**
   * Which rule ended the evaluation early, or null. Figures that come too late may be those of half
   * a training.
   */
  String stoppedBy() {
    return stoppedBy == null && deadline.hasPassed() ? TIME_LIMIT : stoppedBy;
  }

  /**
   * Interrupts what is over its time and did not react to that; true if it has not reacted to the
   * interruption either.
   */
  synchronized boolean isStuck() {
    Duration grace = run.settings.limits.grace();
    if (ended
        || deadline
            .left()
            .filter(left -> left.plus(grace).compareTo(Duration.ZERO) <= 0)
            .isEmpty()) {
      return false;
    }
    if (interrupted == null) {
      interrupted = new Stopwatch(run.settings.ticker);
      thread.interrupt();
    }
    return interrupted.elapsed().compareTo(grace) >= 0;
  }

  /**
   * From now on nothing that the evaluator says counts, and its thread is not interrupted for it.
   */
  synchronized void end() {
    ended = true;
  }

  /** Ends it on its own thread; true if it was interrupted, which is forgotten then. */
  synchronized boolean endInterrupted() {
    ended = true;
    if (interrupted != null) {
      Thread.interrupted();
    }
    return interrupted != null;
  }

  private synchronized boolean hasEnded() {
    return ended;
  }
}
