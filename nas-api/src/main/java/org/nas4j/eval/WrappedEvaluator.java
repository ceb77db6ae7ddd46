package org.nas4j.eval;

import java.util.Map;

/**
 * An evaluator that does what another one does, but for what it overrides, and closes it: so that
 * none forgets to pass on a method that it does not know. A record with a component
 * {@code evaluator} needs nothing more.
 *
 * @param <A> type of an architecture
 */
public interface WrappedEvaluator<A> extends Evaluator<A> {

  /**
   * What is wrapped.
   *
   * @return the other evaluator, always the same
   */
  Evaluator<A> evaluator();

  @Override
  default void prepare() throws Exception {
    evaluator().prepare();
  }

  @Override
  default void requireFit(A architecture) throws Exception {
    evaluator().requireFit(architecture);
  }

  @Override
  default Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception {
    return evaluator().evaluate(candidate, context);
  }

  @Override
  default Map<String, String> provenance() {
    return evaluator().provenance();
  }

  @Override
  default void close() {
    evaluator().close();
  }
}
