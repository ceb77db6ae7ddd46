package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Supplier;
import org.nas4j.eval.Evaluator;

/**
 * Where a run's evaluator comes from, and who closes it: the run only what was made for it.
 *
 * @param open gives the evaluator of one run
 * @param perRun whether it is made for that run
 * @param <A> type of an architecture
 */
record EvaluatorSource<A>(Supplier<? extends Evaluator<A>> open, boolean perRun) {

  static <A> EvaluatorSource<A> given(Evaluator<A> evaluator) {
    requireNonNull(evaluator, "evaluator");
    return new EvaluatorSource<>(() -> evaluator, false);
  }

  static <A> EvaluatorSource<A> perRun(Supplier<? extends Evaluator<A>> evaluators) {
    return new EvaluatorSource<>(requireNonNull(evaluators, "evaluators"), true);
  }

  /**
   * The evaluator of a run that is asked and told, of which only its word on itself is wanted: none
   * is made for that.
   */
  Map<String, String> provenanceOfGiven() {
    return perRun ? Map.of() : open.get().provenance();
  }
}
