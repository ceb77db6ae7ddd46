package org.nas4j.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the workers busy with what a session proposes. The calling thread alone talks to the session. */
final class SearchLoop<A> {

  private static final Logger LOG = LoggerFactory.getLogger(SearchLoop.class);
  private static final long SECONDS_TO_WIND_UP = 30;
  private static final AtomicInteger WORKERS = new AtomicInteger();

  private final NasSearch<A> search;
  private final SearchSession<A> session;

  SearchLoop(NasSearch<A> search) {
    this.search = search;
    this.session = search.open();
  }

  SearchResult<A> run() {
    ExecutorService workers =
        Executors.newFixedThreadPool(search.parallelism(), SearchLoop::worker);
    CompletionService<Ended> ended = new ExecutorCompletionService<>(workers);
    try {
      int busy = 0;
      while (true) {
        while (busy < search.parallelism()) {
          Optional<Candidate<A>> candidate = session.ask();
          if (candidate.isEmpty()) {
            break;
          }
          search.listeners().trialStarted(candidate.get());
          List<Trial> observed = session.observed();
          ended.submit(() -> evaluate(candidate.get(), observed));
          busy++;
        }
        if (busy == 0) {
          break;
        }
        Future<Ended> next = ended.take();
        busy--;
        tell(next.get());
      }
    } catch (InterruptedException e) {
      session.stop("The run was interrupted.");
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "An evaluation's thread ended with an error that cannot be a trial's failure.",
          e.getCause());
    } finally {
      windUp(workers);
    }
    return session.result();
  }

  private void windUp(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!workers.awaitTermination(SECONDS_TO_WIND_UP, TimeUnit.SECONDS)) {
        LOG.warn("An evaluation does not react to its interruption; its thread is left behind.");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "nas4j-worker-" + WORKERS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private Ended evaluate(Candidate<A> candidate, List<Trial> observed) {
    Throwable failure = null;
    for (int attempt = 0; attempt <= search.failurePolicy().retries(); attempt++) {
      Evaluating<A> context = new Evaluating<>(search, candidate, observed, attempt);
      try {
        Evaluation evaluation = search.evaluator().evaluate(candidate, context);
        if (evaluation == null) {
          throw new IllegalStateException("The evaluator returned null.");
        }
        return new Ended(candidate.trialId(), evaluation, context.stoppedBy(), null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Ended(candidate.trialId(), null, null, e);
      } catch (Exception
          | LinkageError
          | StackOverflowError
          | OutOfMemoryError
          | AssertionError e) {
        LOG.debug("Trial {} failed at attempt {}.", candidate.trialId(), attempt, e);
        failure = e;
      }
    }
    return new Ended(candidate.trialId(), null, null, failure);
  }

  private void tell(Ended trial) {
    if (trial.failure() != null) {
      session.tellFailure(trial.id(), trial.failure());
    } else if (trial.stoppedBy() != null) {
      session.tellStopped(trial.id(), trial.evaluation(), trial.stoppedBy());
    } else {
      session.tell(trial.id(), trial.evaluation());
    }
  }

  /** What a worker hands back: figures, possibly cut short by a rule, or a failure. */
  private record Ended(long id, Evaluation evaluation, String stoppedBy, Throwable failure) {}
}
