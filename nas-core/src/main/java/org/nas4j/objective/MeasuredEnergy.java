package org.nas4j.objective;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.WrappedEvaluator;

/**
 * Adds what each evaluation took.
 *
 * @param evaluator gives all other figures
 * @param counters of the machine
 */
record MeasuredEnergy<A>(Evaluator<A> evaluator, EnergyCounters counters)
    implements WrappedEvaluator<A> {

  @Override
  public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception {
    EnergyCounters.Reading start = counters.start();
    Evaluation evaluation = evaluator.evaluate(candidate, context);
    return evaluation.with(EnergyCounters.JOULES, start.joulesSince());
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> all = new TreeMap<>(evaluator.provenance());
    all.put("evaluator.energyCounters", counters.names().toString());
    return all;
  }
}
