package org.nas4j.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.events.EvaluationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that evaluates one candidate after another, since native libraries keep memory for each
 * thread that calls them. All methods are for the loop's thread, but for what the own thread runs.
 * A daemon, so that one that was given up does not keep the program alive.
 *
 * <p>Whatever an evaluation throws, its end is reported, and neither that nor the wait for the next
 * candidate needs memory. A thread that dies all the same is told by {@link #isAlive}.
 */
final class Worker<A> {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SearchRun<A> run;
  private final Semaphore ended;
  private final Thread thread;
  private volatile Job<A> job;
  private volatile RunningEvaluation<A> evaluating;
  private volatile boolean closed;

  /** Starts the thread, which adds a permit whenever an evaluation has ended. */
  Worker(SearchRun<A> run, Semaphore ended) {
    this.run = run;
    this.ended = ended;
    this.thread = new Thread(this::work, "nas4j-worker-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts an evaluation; only if there is none running. */
  void start(Job<A> next) {
    job = next;
    LockSupport.unpark(thread);
  }

  /** Whether the thread can still evaluate something, or report what it has. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Sees to it that the deadline is kept; true if the thread reacts to nothing and is to be given
   * up.
   */
  boolean isStuck() {
    RunningEvaluation<A> current = evaluating;
    return current != null && current.isStuck();
  }

  /** Takes no further candidate, interrupts what runs, and lets nothing more be heard of it. */
  void close() {
    closed = true;
    RunningEvaluation<A> current = evaluating;
    if (current != null) {
      current.end();
    }
    thread.interrupt();
  }

  /** Waits until the thread has ended; false if it has not after some time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
    return !thread.isAlive();
  }

  private void work() {
    while (true) {
      Thread.interrupted(); // what is left of an evaluation that has ended, or the loop's condition
      if (closed) {
        return;
      }
      Job<A> next = job;
      if (next == null || next.hasEnded()) {
        LockSupport.park(this);
      } else {
        evaluate(next);
      }
    }
  }

  private void evaluate(Job<A> next) {
    try {
      int attempt = 0;
      while (!attempt(next, attempt) && !closed) {
        if (next.isLost()) {
          LOG.warn("It is evaluated again: {}", next.failure().getMessage());
        } else if (run.settings.failures.isRetried(next.kind(), attempt)) {
          LOG.debug("Trial {} failed at attempt {}.", next.candidate.trialId(), attempt);
          attempt++;
        } else {
          break;
        }
      }
    } catch (Throwable e) { // even the handling of a failure may fail
      next.fail(e, false);
    } finally {
      next.end();
      ended.release();
    }
  }

  /** True if it went well. Whatever a candidate's evaluation throws costs that candidate only. */
  private boolean attempt(Job<A> next, int attempt) {
    EvaluationEvent event = EvaluationEvent.begin(next.candidate.trialId(), attempt);
    RunningEvaluation<A> context = null;
    Evaluation evaluation = null;
    Throwable thrown = null;
    try {
      run.evaluator().prepare();
      next.requireFit(run.evaluator());
      context = new RunningEvaluation<>(run, next.candidate, next.observed, attempt);
      evaluating = context;
      evaluation = run.evaluator().evaluate(next.candidate, context);
      if (evaluation == null) {
        throw new IllegalStateException("The evaluator returned null.");
      }
    } catch (Throwable e) {
      thrown = e;
    }
    event.end(thrown);
    boolean late = context != null && context.endInterrupted();
    if (thrown != null) {
      next.fail(thrown, late);
      return false;
    }
    next.succeed(evaluation, context.stoppedBy());
    return true;
  }
}
