package org.nas4j.isolation;

import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates candidates in worker processes: one for each call that runs at the same time, started
 * when there is none to spare. An interruption of the calling thread kills the process at once.
 * Thread-safe.
 *
 * @param <A> type of an architecture
 */
final class IsolatedEvaluator<A> implements Evaluator<A> {

  private static final Logger LOG = LoggerFactory.getLogger(IsolatedEvaluator.class);

  private final Isolation<A> isolation;
  private final CrashFolder crashFolder = new CrashFolder();
  private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
  private final Set<WorkerProcess> all = new HashSet<>();
  private final Map<Thread, WorkerProcess> prepared = new ConcurrentHashMap<>();
  /** Threads whose next candidate stands for all others. */
  private final Set<Thread> first = ConcurrentHashMap.newKeySet();

  private volatile Map<String, String> facts;
  private boolean closed;

  IsolatedEvaluator(Isolation<A> isolation) {
    this.isolation = isolation;
  }

  /**
   * Sees to it that a process is ready for this thread's next call, so that its start does not
   * count against the time limit of the trial.
   *
   * @throws EvaluationException if none can be started
   * @throws InterruptedException if the thread was interrupted
   */
  @Override
  public void prepare() throws EvaluationException, InterruptedException {
    WorkerProcess before = prepared.put(Thread.currentThread(), spare());
    if (before != null) {
      idle.push(before);
    }
  }

  /**
   * Only the evaluator in a process can tell: it is asked together with this thread's next
   * candidate, before it evaluates it.
   */
  @Override
  public void requireFit(A architecture) {
    first.add(Thread.currentThread());
  }

  /**
   * Evaluates in a worker process.
   *
   * @throws EvaluationException of kind {@link FailureKind#CRASHED} if the process ended,
   *     {@link FailureKind#BROKEN} if none could ever be started, or as the evaluator in the
   *     process failed
   * @throws InterruptedException if the thread was interrupted; the process is killed then
   */
  @Override
  public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context)
      throws EvaluationException, InterruptedException {
    return evaluate(
        Messages.Task.of(candidate, context), context, first.remove(Thread.currentThread()));
  }

  /** As {@link #evaluate(Candidate, EvaluationContext)}, of what another machine asks for. */
  Evaluation evaluate(Messages.Task task, EvaluationContext context, boolean isFirst)
      throws EvaluationException, InterruptedException {
    WorkerProcess worker = prepared.remove(Thread.currentThread());
    worker = worker == null ? spare() : worker;
    try {
      return worker.evaluate(task, context, isFirst);
    } finally {
      if (worker.isUsable() && worker.evaluations() < isolation.trialsPerWorker) {
        idle.push(worker);
      } else {
        remove(worker);
      }
    }
  }

  /** Gives what this thread has prepared to the others. */
  void release() {
    WorkerProcess worker = prepared.remove(Thread.currentThread());
    if (worker != null) {
      idle.push(worker);
    }
  }

  private WorkerProcess spare() throws EvaluationException, InterruptedException {
    for (WorkerProcess warm = idle.poll(); warm != null; warm = idle.poll()) {
      if (warm.isUsable()) {
        return warm;
      }
      LOG.warn("An idle worker had ended: {}", warm.end("was idle").getMessage());
      remove(warm);
    }
    return start();
  }

  private WorkerProcess start() throws EvaluationException, InterruptedException {
    WorkerProcess worker;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("The evaluator was closed.\nMaybe the run has ended.");
      }
      worker = WorkerProcess.launch(isolation, crashFolder.path(), facts != null);
      all.add(worker);
    }
    try {
      Map<String, String> said = worker.awaitReady(isolation);
      if (facts == null) {
        facts = said;
      }
      return worker;
    } catch (EvaluationException | InterruptedException | RuntimeException | Error e) {
      remove(worker);
      throw e;
    }
  }

  private void remove(WorkerProcess worker) {
    synchronized (this) {
      all.remove(worker);
    }
    worker.close();
  }

  /** What the evaluator in the first process says of itself. Starts it if none has been started. */
  @Override
  public Map<String, String> provenance() {
    try {
      if (facts == null && !isClosed()) {
        idle.push(start());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EvaluationException e) {
      LOG.warn("No worker process could be started: {}", e.getMessage());
    }
    Map<String, String> result = new LinkedHashMap<>();
    result.put("evaluator.factory", isolation.factory.getName());
    result.put("evaluator.isolation", "process");
    result.putAll(facts == null ? Map.of() : facts);
    return result;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all processes, those that evaluate included. */
  @Override
  public void close() {
    List<WorkerProcess> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(all);
      all.clear();
    }
    open.forEach(WorkerProcess::hangUp);
    open.forEach(WorkerProcess::close);
    crashFolder.delete();
  }
}
