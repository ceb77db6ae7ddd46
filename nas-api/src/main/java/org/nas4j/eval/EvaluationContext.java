package org.nas4j.eval;

import java.util.random.RandomGenerator;

/** What an evaluator is given besides the candidate. For the thread that evaluates. */
public interface EvaluationContext {

  /**
   * A context for an evaluation outside of a search: no deadline, one worker, and reports are
   * answered by {@link Verdict#CONTINUE}.
   *
   * @param seed equal seeds give equal randomness
   * @return a context for one evaluation
   */
  static EvaluationContext alone(long seed) {
    return new StandaloneContext(seed);
  }

  /**
   * Randomness derived from the run's seed and the trial's number: the same whichever worker
   * evaluates, and whenever.
   *
   * @return a generator for this evaluation alone
   */
  RandomGenerator random();

  /**
   * What {@link #random} starts from, for evaluators that compute elsewhere: {@code new
   * SplittableRandom(seed)} draws there what the generator draws here. A context that knows no such
   * number draws one.
   *
   * @return always the same for one evaluation, if the search gave it
   */
  default long seed() {
    return random().nextLong();
  }

  /**
   * When the evaluation must have ended.
   *
   * @return a deadline, possibly one that never passes
   */
  Deadline deadline();

  /**
   * How many evaluations run side by side at most, so that native threads can be shared out.
   *
   * @return at least 1
   */
  int workers();

  /**
   * Reports intermediate figures, from which rules may decide that the rest is not worth it.
   *
   * @param step number of the step (epoch) that has ended, from 1
   * @param soFar the figures so far
   * @return whether to go on; on {@link Verdict#STOP} the evaluator returns the figures so far
   */
  Verdict report(int step, Evaluation soFar);
}
