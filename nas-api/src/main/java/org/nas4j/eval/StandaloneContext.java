package org.nas4j.eval;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The context of an evaluation that belongs to no search. */
record StandaloneContext(long seed, RandomGenerator random) implements EvaluationContext {

  StandaloneContext(long seed) {
    this(seed, new SplittableRandom(seed));
  }

  @Override
  public Deadline deadline() {
    return Deadline.never();
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public Verdict report(int step, Evaluation soFar) {
    return Verdict.CONTINUE;
  }
}
