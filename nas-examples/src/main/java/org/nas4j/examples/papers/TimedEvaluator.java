package org.nas4j.examples.papers;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Verdict;
import org.nas4j.eval.WrappedEvaluator;

/**
 * Trains each network for so long at most, and judges it by what it has learned by then.
 *
 * @param evaluator what trains
 * @param most how long
 * @param <A> what describes a network
 */
record TimedEvaluator<A>(Evaluator<A> evaluator, Duration most) implements WrappedEvaluator<A> {

  @Override
  public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception {
    return evaluator.evaluate(candidate, new Timed(context, Deadline.in(most)));
  }

  private record Timed(EvaluationContext context, Deadline deadline) implements EvaluationContext {

    @Override
    public RandomGenerator random() {
      return context.random();
    }

    @Override
    public long seed() {
      return context.seed();
    }

    @Override
    public int workers() {
      return context.workers();
    }

    @Override
    public Verdict report(int step, Evaluation soFar) {
      return context.report(step, soFar);
    }
  }
}
