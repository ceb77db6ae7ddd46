package org.nas4j.isolation;

import java.io.IOException;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.EvaluatorLostException;
import org.nas4j.eval.FailureKind;
import org.nas4j.internal.checks.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates candidates in worker processes of other machines, one errand for each evaluation. The
 * machine that answers first tells how the run computes; one whose evaluator says something else of
 * itself is refused, and its place is kept occupied so that the cluster does not offer it again.
 * Thread-safe.
 *
 * @param <A> type of an architecture
 */
final class RemoteEvaluator<A> implements Evaluator<A> {

  /** So often in a row a machine may be lost before it is ready. */
  static final int MOST_TRIES = 10;

  /** So often machines may be lost with one candidate, which may be its fault. */
  static final int MOST_LOSSES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteEvaluator.class);

  private final Exchange exchange;
  private final Carrier carrier;
  private final Deque<RemoteWorker> spare = new ConcurrentLinkedDeque<>();
  private final Map<Thread, RemoteWorker> prepared = new ConcurrentHashMap<>();
  private final Set<Thread> first = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> losses = new ConcurrentHashMap<>();
  private final Set<RemoteWorker> open = new HashSet<>();

  private Map<String, String> facts;
  private boolean closed;

  RemoteEvaluator(Exchange exchange, Carrier carrier) {
    this.exchange = exchange;
    this.carrier = carrier;
  }

  /**
   * Waits until some machine has a process ready for this thread's next call, so that neither the
   * wait nor the process's start counts against the time limit of the trial.
   *
   * @throws EvaluationException if none can be had
   * @throws InterruptedException if the thread was interrupted
   */
  @Override
  public void prepare() throws EvaluationException, InterruptedException {
    RemoteWorker warm = spare.poll();
    RemoteWorker before =
        prepared.put(Thread.currentThread(), warm == null ? sendUntilReady() : warm);
    if (before != null) {
      spare.push(before);
    }
  }

  /** Is asked there together with this thread's next candidate, before that is evaluated. */
  @Override
  public void requireFit(A architecture) {
    first.add(Thread.currentThread());
  }

  /**
   * Evaluates on another machine.
   *
   * @throws EvaluatorLostException if the machine was lost
   * @throws EvaluationException as the evaluator there failed, or if machines are lost with this
   *     candidate again and again
   * @throws InterruptedException if the thread was interrupted; the process is killed then
   */
  @Override
  public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context)
      throws EvaluatorLostException, EvaluationException, InterruptedException {
    if (!prepared.containsKey(Thread.currentThread())) {
      prepare();
    }
    RemoteWorker worker = prepared.remove(Thread.currentThread());
    boolean isFirst = first.remove(Thread.currentThread());
    try {
      return worker.evaluate(Messages.Task.of(candidate, context), context, isFirst);
    } catch (Frames.OversizedException e) {
      throw EvaluationException.of(e);
    } catch (IOException e) {
      throw lost(candidate.trialId(), e);
    } finally {
      remove(worker);
    }
  }

  private EvaluatorLostException lost(long trial, IOException how) throws EvaluationException {
    String words = Texts.wordsOf(how);
    if (isClosed() || losses.merge(trial, 1, Integer::sum) < MOST_LOSSES) {
      return new EvaluatorLostException("The machine that evaluated trial [" + trial
          + "] was lost: [" + words + "].\nMaybe its process was ended, or the network failed.");
    }
    throw new EvaluationException(
        FailureKind.CRASHED,
        "machines lost",
        "Trial [" + trial + "] was sent [" + MOST_LOSSES + "] times, and each time the machine was"
            + " lost, at last so: [" + words + "].\n"
            + "Maybe it takes so much memory that the operating system ends more than its process.");
  }

  private RemoteWorker sendUntilReady() throws EvaluationException, InterruptedException {
    int tries = 0;
    while (true) {
      requireOpen();
      try {
        RemoteWorker worker = RemoteWorker.send(exchange, carrier);
        if (isWelcome(worker)) {
          return worker;
        }
      } catch (IOException e) {
        LOG.warn("A machine was lost before it was ready: {}", Texts.wordsOf(e));
        if (++tries == MOST_TRIES) {
          throw broken("[" + tries + "] times in a row no machine was ready, at last since: "
              + Texts.wordsOf(e) + ".\nMaybe the cluster's machines cannot reach the search's.");
        }
      } catch (IllegalStateException e) {
        throw broken("Nothing can be sent to other machines: [" + Texts.messageOf(e)
            + "].\nMaybe the cluster was shut down.");
      }
    }
  }

  private static EvaluationException broken(String message) {
    return new EvaluationException(FailureKind.BROKEN, "no machine", message);
  }

  private synchronized boolean isWelcome(RemoteWorker worker) {
    if (closed) {
      worker.close();
      throw closed();
    }
    open.add(worker);
    if (facts == null) {
      facts = worker.facts();
    }
    if (facts.equals(worker.facts())) {
      return true;
    }
    Set<String> names = new TreeSet<>(facts.keySet());
    names.addAll(worker.facts().keySet());
    names.removeIf(name -> Objects.equals(facts.get(name), worker.facts().get(name)));
    String name = names.iterator().next();
    LOG.warn(
        "A machine is refused, since [{}] is [{}] there and [{}] in this run; in all, {} differ.",
        name,
        worker.facts().get(name),
        facts.get(name),
        names);
    return false;
  }

  private void remove(RemoteWorker worker) {
    synchronized (this) {
      open.remove(worker);
    }
    worker.close();
  }

  private void requireOpen() {
    if (isClosed()) {
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The evaluator was closed.\nMaybe the run has ended.");
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** What the evaluator on the first machine says of itself. Waits for one. */
  @Override
  public Map<String, String> provenance() {
    try {
      if (knownFacts() == null && !isClosed()) {
        spare.push(sendUntilReady());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EvaluationException e) {
      LOG.warn("No worker process could be started: {}", e.getMessage());
    }
    Map<String, String> known = knownFacts();
    return known == null ? Map.of() : known;
  }

  private synchronized Map<String, String> knownFacts() {
    return facts;
  }

  /** Calls all errands back and ends all processes. */
  @Override
  public void close() {
    Set<RemoteWorker> left;
    synchronized (this) {
      closed = true;
      left = Set.copyOf(open);
      open.clear();
    }
    left.forEach(RemoteWorker::close);
    exchange.close();
  }
}
