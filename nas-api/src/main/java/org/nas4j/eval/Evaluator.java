package org.nas4j.eval;

import java.util.Map;

/**
 * Estimates how good a candidate is. Called from several threads at once if the search runs in
 * parallel.
 *
 * <p>Whoever makes an evaluator closes it: the user, for one that he hands to a search, which may
 * then run any number of times; the search, for one that it made itself for a run.
 *
 * @param <A> type of an architecture
 */
@FunctionalInterface
public interface Evaluator<A> extends AutoCloseable {

  /**
   * Makes ready what the calling thread's next {@link #evaluate} needs, such as a process. Called
   * before each evaluation, and not counted against the time limit of the trial. Does nothing by
   * default.
   *
   * @throws Exception if it fails, which counts as the failure of that evaluation
   */
  default void prepare() throws Exception {}

  /**
   * Checks what all candidates of a search share, by its first one: such as the shape of the input
   * and the number of classes. Called once in a run, before the first evaluation; what it throws
   * fails that one as {@link FailureKind#BROKEN}, which ends the run at once unless the failure
   * policy says otherwise. Does nothing by default.
   *
   * @param architecture of the first candidate
   * @throws Exception if none like it can be evaluated
   */
  default void requireFit(A architecture) throws Exception {}

  /**
   * Evaluates one candidate. An evaluator that finds that a candidate no longer learns (patience)
   * returns its figures when it wants to, and they count as those of any other trial that ended;
   * what ends because {@link EvaluationContext#report} said so, or after the deadline, was cut
   * short, and cannot be the best. Sees training and validation data, never test data.
   *
   * @param candidate what to evaluate
   * @param context randomness, deadline and reports
   * @return the figures; a NaN or infinite reward made of them counts as failure
   * @throws EvaluatorLostException if what evaluated was lost, so that it is evaluated again
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

  /**
   * Lets go of processes, files and memory. Nothing is evaluated afterwards; further calls do
   * nothing.
   */
  @Override
  default void close() {}
}
