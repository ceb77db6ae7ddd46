package org.nas4j.dl4j.internal.onednn;

/** What a plan is for. */
enum Purpose {
  /** Both passes, with the statistics of each batch. */
  TRAINING,
  /**
   * The forward pass, with running statistics; the weights are mostly as they were at the run
   * before.
   */
  INFERENCE,
  /** The forward pass, with the statistics of each batch, for weights that change between runs. */
  JUDGING
}
