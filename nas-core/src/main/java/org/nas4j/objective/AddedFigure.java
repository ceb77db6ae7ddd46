package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WrappedEvaluator;

/**
 * An evaluator that wraps another one, and closes it, whose evaluations have one figure more,
 * computed from the candidate rather than measured: a reward function sees figures only. As
 * thread-safe as evaluator and figure.
 *
 * @param evaluator gives all other figures
 * @param metric name of the figure
 * @param figure computes it, before the evaluation, whose time a failure so saves
 * @param <A> type of an architecture
 */
public record AddedFigure<A>(
    Evaluator<A> evaluator, Metric metric, ToDoubleFunction<Candidate<A>> figure)
    implements WrappedEvaluator<A> {

  /** Checks. */
  public AddedFigure {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(metric, "metric");
    requireNonNull(figure, "figure");
  }

  @Override
  public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception {
    double value = figure.applyAsDouble(candidate);
    return evaluator.evaluate(candidate, context).with(metric, value);
  }
}
