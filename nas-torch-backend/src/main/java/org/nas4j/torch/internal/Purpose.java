package org.nas4j.torch.internal;

/** What a pass is for. */
enum Purpose {
  /** Dropout acts, and normalization goes by the batch. */
  TRAINING,
  /** Nothing acts that acts in training alone, and normalization goes by the batch. */
  JUDGING,
  /** Nothing acts that acts in training alone, and normalization goes by running statistics. */
  INFERENCE
}
