package org.nas4j.dl4j.internal.onednn;

/** How much of training is over, told to those that must know. */
final class TrainingProgress {

  /** In [0, 1]. */
  double share;
}
