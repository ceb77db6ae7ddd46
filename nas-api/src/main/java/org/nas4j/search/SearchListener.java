package org.nas4j.search;

import java.util.Optional;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;

/**
 * Told what happens in a run. What it throws is logged and ends nothing. {@link #onReport} comes
 * from the evaluating threads, all else from the thread that runs the search.
 */
public interface SearchListener {

  /**
   * A candidate is about to be evaluated.
   *
   * @param candidate built and numbered
   */
  default void onTrialStarted(Candidate<?> candidate) {}

  /**
   * An evaluation reported intermediate figures.
   *
   * @param candidate what is being evaluated
   * @param step number of the step that has ended, from 1
   * @param soFar the figures so far
   */
  default void onReport(Candidate<?> candidate, int step, Evaluation soFar) {}

  /**
   * A trial was observed. Trials come in the order of their ids.
   *
   * @param trial how it ended
   * @param progress where the run stands, this trial included
   * @param spent how much of the stop rule's budget is spent, from 0 to 1
   */
  default void onTrialFinished(Trial trial, Progress progress, double spent) {}

  /**
   * One of the best was evaluated again, in the final round after the search. Evaluations come in
   * the order of the round: the best of the search first, and each with all its seeds.
   *
   * @param evaluated its id counts the evaluations of the round; its genotype tells which candidate
   *     it is
   */
  default void onFinalistEvaluated(Trial evaluated) {}

  /**
   * The run has gone through the log of an earlier process, and goes on from there. Of trials whose
   * end is in the log nothing is told, then or later.
   *
   * @param progress where the run stands
   * @param spent how much of the stop rule's budget is spent, from 0 to 1
   */
  default void onResumed(Progress progress, double spent) {}

  /**
   * The run has ended, by its rule or by being stopped; the last call of a run.
   *
   * @param progress where the run stands
   * @param best the trial of the highest reward, if any
   * @param reason why it ended, for people
   */
  default void onStopped(Progress progress, Optional<Trial> best, String reason) {}
}
