package org.nas4j.eval;

/** In which way an evaluation failed, for policies that tell the kinds apart. */
public enum FailureKind {
  /** The evaluator threw. */
  FAILED,
  /** Its figures make no finite reward: one is missing, NaN or infinite. */
  NO_REWARD,
  /** It did not end in time, and left no figures. */
  TIMED_OUT,
  /** It wanted more memory than there was. */
  OUT_OF_MEMORY,
  /** The process that evaluated ended under it. */
  CRASHED,
  /** Nothing can be evaluated at all, whatever the candidate: the evaluator could not be set up. */
  BROKEN
}
