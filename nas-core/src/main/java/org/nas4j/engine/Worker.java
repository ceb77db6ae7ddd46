package org.nas4j.engine;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that evaluates one candidate after another, since native libraries keep memory for each
 * thread that calls them. All methods are for the loop's thread, but for what the own thread runs.
 * A daemon, so that one that was given up does not keep the program alive.
 */
final class Worker<A> {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SearchRun<A> run;
  private final BlockingQueue<Ended<A>> ended;
  private final BlockingQueue<Job<A>> jobs = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private volatile RunningEvaluation<A> evaluating;
  private volatile boolean closed;

  Worker(SearchRun<A> run, BlockingQueue<Ended<A>> ended) {
    this.run = run;
    this.ended = ended;
    this.thread = new Thread(this::work, "nas4j-worker-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts an evaluation; only if there is none running. */
  void start(Candidate<A> candidate, List<Trial> observed) {
    jobs.add(new Job<>(candidate, observed));
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
    while (!closed) {
      try {
        ended.add(evaluate(jobs.take()));
      } catch (InterruptedException e) {
        // Closed, or a late interruption of what has ended: the loop's condition tells which.
      }
    }
  }

  private Ended<A> evaluate(Job<A> job) {
    for (int attempt = 0; ; attempt++) {
      RunningEvaluation<A> context = null;
      Evaluation evaluation = null;
      Throwable thrown = null;
      try {
        run.evaluator().prepare();
        context = new RunningEvaluation<>(run, job.candidate(), job.observed(), attempt);
        evaluating = context;
        evaluation = run.evaluator().evaluate(job.candidate(), context);
        if (evaluation == null) {
          throw new IllegalStateException("The evaluator returned null.");
        }
      } catch (Throwable e) { // whatever a candidate's evaluation throws costs that candidate only
        thrown = e;
      }
      boolean late = context != null && context.endInterrupted();
      if (thrown == null) {
        return new Ended<>(this, job.candidate(), evaluation, context.stoppedBy(), null);
      }
      EvaluationException failure = late ? tooLate(thrown) : EvaluationException.of(thrown);
      if (closed || !run.settings.failures.isRetried(failure.kind(), attempt)) {
        return new Ended<>(this, job.candidate(), null, null, failure);
      }
      LOG.debug("Trial {} failed at attempt {}.", job.candidate().trialId(), attempt, thrown);
    }
  }

  private static EvaluationException tooLate(Throwable cause) {
    return new EvaluationException(
        FailureKind.TIMED_OUT,
        "timed out",
        "It did not end in time, and was interrupted; it said [" + cause + "].",
        cause);
  }

  /** What to evaluate, and what was known when it was proposed. */
  private record Job<A>(Candidate<A> candidate, List<Trial> observed) {}

  /** What a worker hands back: figures, possibly cut short by a rule, or a failure. */
  record Ended<A>(
      Worker<A> worker,
      Candidate<A> candidate,
      Evaluation evaluation,
      String stoppedBy,
      EvaluationException failure) {}
}
