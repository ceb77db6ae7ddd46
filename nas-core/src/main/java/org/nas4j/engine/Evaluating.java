package org.nas4j.engine;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Verdict;
import org.nas4j.internal.util.Seeds;
import org.nas4j.search.Trial;

/** The context of one evaluation, on its worker's thread. */
final class Evaluating<A> implements EvaluationContext {

  private final NasSearch<A> search;
  private final Candidate<A> candidate;
  private final Deadline deadline;
  private final RandomGenerator random;
  private final List<Trial> observed;
  private String stoppedBy;

  Evaluating(NasSearch<A> search, Candidate<A> candidate, List<Trial> observed, int attempt) {
    this.search = search;
    this.candidate = candidate;
    this.observed = observed;
    this.deadline = search
        .trialLimit()
        .map(limit -> Deadline.in(limit, search.clock()))
        .orElseGet(Deadline::never);
    this.random = Seeds.random(search.seed(), candidate.trialId(), "evaluate " + attempt);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public int workers() {
    return search.parallelism();
  }

  @Override
  public Verdict report(int step, Evaluation soFar) {
    search.listeners().report(candidate, step, soFar);
    if (deadline.hasPassed()) {
      stoppedBy = "time limit of the trial";
    } else if (Thread.currentThread().isInterrupted()) {
      stoppedBy = "cancelled";
    } else {
      stoppedBy = search.earlyStopping().reasonToStop(step, soFar, observed).orElse(null);
    }
    return stoppedBy == null ? Verdict.CONTINUE : Verdict.STOP;
  }

  /** Which rule ended the evaluation early, or null. */
  String stoppedBy() {
    return stoppedBy;
  }
}
