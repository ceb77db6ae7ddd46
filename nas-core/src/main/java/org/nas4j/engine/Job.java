package org.nas4j.engine;

import java.util.List;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.EvaluatorLostException;
import org.nas4j.eval.FailureKind;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Trial;

/**
 * What a worker is to evaluate, what was known when it was proposed, and then how it ended. The
 * loop makes it before the evaluation begins: so a worker that finds no memory left need make
 * nothing in order to report that. The worker writes until {@link #end}, the loop reads after it.
 */
final class Job<A> {

  final Candidate<A> candidate;
  final List<Trial> observed;
  private final boolean first;
  private Evaluation evaluation;
  private String stoppedBy;
  private Throwable thrown;
  private boolean late;
  private volatile boolean ended;

  Job(Candidate<A> candidate, List<Trial> observed, boolean first) {
    this.candidate = candidate;
    this.observed = observed;
    this.first = first;
  }

  /** Sees to it, with the first candidate of a run, that the evaluator can evaluate any. */
  void requireFit(Evaluator<A> evaluator) throws EvaluationException {
    try {
      if (first) {
        evaluator.requireFit(candidate.architecture());
      }
    } catch (EvaluationException e) {
      throw e;
    } catch (Exception e) {
      throw new EvaluationException(
          FailureKind.BROKEN, "candidates do not fit", Texts.messageOf(e), e);
    }
  }

  void succeed(Evaluation figures, String rule) {
    evaluation = figures;
    stoppedBy = rule;
    thrown = null;
  }

  /** Keeps what was thrown as it is: to look at it may need memory, and may throw. */
  void fail(Throwable cause, boolean interrupted) {
    thrown = cause;
    late = interrupted;
  }

  /** Whether it did not fail, but what evaluated it was lost: it is to be evaluated as before. */
  boolean isLost() {
    return !late && thrown instanceof EvaluatorLostException;
  }

  FailureKind kind() {
    if (late) {
      return FailureKind.TIMED_OUT;
    }
    return EvaluationException.kindOf(thrown);
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean hasFailed() {
    return thrown != null || evaluation == null;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** Which rule ended it early, or null. */
  String stoppedBy() {
    return stoppedBy;
  }

  EvaluationException failure() {
    if (thrown == null) {
      return new EvaluationException(
          FailureKind.FAILED,
          "worker ended",
          "The thread that evaluated it ended without a word.\nMaybe the evaluator stops threads.");
    }
    if (!late) {
      return EvaluationException.of(thrown);
    }
    return new EvaluationException(
        FailureKind.TIMED_OUT,
        "timed out",
        "It did not end in time, and was interrupted; it said [" + Texts.nameOf(thrown) + ": "
            + Texts.messageOf(thrown) + "].",
        thrown);
  }
}
