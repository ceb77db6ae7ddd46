package org.nas4j.search;

import java.util.List;
import java.util.Optional;
import org.nas4j.eval.Evaluation;

/**
 * Decides at each report whether the rest of an evaluation is worth it. A pure function of what it
 * is given, and that is the same however many evaluations run side by side: so a rule does not cost
 * the run its repeatability. Called from the evaluating threads.
 */
@FunctionalInterface
public interface PruningRule {

  /**
   * Judges a running trial.
   *
   * @param step number of the step (epoch) that has ended, from 1
   * @param soFar its figures, with their history up to this step
   * @param observed the trials that had been observed when this one was proposed, in the order of
   *     their ids
   * @return why it should end now, short and without values; empty if it should go on
   */
  Optional<String> reasonToPrune(int step, Evaluation soFar, List<Trial> observed);
}
