package org.nas4j.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;

/**
 * Append-only log of one run's trials, which may outlive the process. For the thread that runs the
 * search, but for {@link #reported}.
 *
 * <p>A run opens its store first. What the store holds then is the log of the same run in an
 * earlier process: the run goes on from there. Trials of negative ids are those of another run that
 * this one learned from before it began.
 */
public interface TrialStore extends AutoCloseable {

  /**
   * Begins a run, or goes on with it.
   *
   * @param header what identifies the run, given the header of the log that is there, if any: a run
   *     may take over from it what its user left open. Asked for only by stores that keep it, since
   *     it costs some walks of the space
   * @return what earlier processes logged
   * @throws IllegalStateException if the store holds the log of another run, or another process
   *     writes to it
   */
  default RunLog open(Function<Optional<RunHeader>, RunHeader> header) {
    return RunLog.of(trials());
  }

  /**
   * A candidate is about to be evaluated. The store has made durable, by the rule that it states,
   * whatever was appended: the candidate depends on it.
   *
   * @param candidate what is going to be evaluated, perhaps once more after an earlier process did
   *     not end it
   */
  default void started(Candidate<?> candidate) {}

  /**
   * An evaluation reported intermediate figures. Called from the evaluating threads.
   *
   * @param trialId which trial
   * @param step number of the step that has ended, from 1
   * @param soFar the figures so far
   */
  default void reported(long trialId, int step, Evaluation soFar) {}

  /**
   * Adds a trial that has ended. An evaluated one comes as soon as it has ended, so perhaps before
   * another of a lower id.
   *
   * @param trial of an id that was not added yet
   */
  void append(Trial trial);

  /**
   * A trial that was appended is the best of those observed so far. Does nothing by default.
   *
   * @param trialId which trial; after a resumption, those of earlier processes come again
   * @param architecture builds what was evaluated anew, for stores that keep it for people
   */
  default void improved(long trialId, Supplier<?> architecture) {}

  /**
   * All trials so far.
   *
   * @return in the order of their ids
   */
  List<Trial> trials();

  /**
   * Begins the final round, in which the best are evaluated again, or goes on with it. Comes after
   * the trials and before {@link #stopped}, in runs that have such a round.
   *
   * @param plan what identifies the round: candidates, seeds, evaluator
   * @return what earlier processes logged of a round of the same plan; nothing if the latest round
   *     was another one, or the store keeps none
   */
  default List<Trial> openFinals(Map<String, String> plan) {
    return List.of();
  }

  /**
   * Adds an evaluation of the final round. Does nothing by default: the result has it all the same.
   *
   * @param trial its id counts the evaluations of the round, from 0
   */
  default void appendFinal(Trial trial) {}

  /**
   * The run has ended, at least for this process.
   *
   * @param reason why, for people
   */
  default void stopped(String reason) {}

  /** Makes all durable and lets go of files. Further calls do nothing. */
  @Override
  default void close() {}
}
