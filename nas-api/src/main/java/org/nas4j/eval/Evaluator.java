package org.nas4j.eval;

import java.util.Map;

/**
 * Estimates how good a candidate is. Called from several threads at once if the search runs in
 * parallel.
 *
 * @param <A> type of an architecture
 */
@FunctionalInterface
public interface Evaluator<A> {

  /**
   * Evaluates one candidate. Sees training and validation data, never test data.
   *
   * @param candidate what to evaluate
   * @param context randomness, deadline and reports
   * @return the figures; a NaN or infinite reward made of them counts as failure
   * @throws Exception if it fails; the search's failure policy decides what that means
   */
  Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception;

  /**
   * Where its figures come from, for the result: backend, versions, fingerprint of the data.
   *
   * @return names and values
   */
  default Map<String, String> provenance() {
    return Map.of();
  }
}
