package org.nas4j.benchmarks.net2net;

/** What a student starts from, and how it is trained. */
enum Start {
  /** The teacher's function: copied channels, identity layers. */
  NET2NET(false, true),
  /** The same, with shorter steps. */
  NET2NET_LOW_RATE(true, true),
  /** The teacher's numbers where they fit, random ones elsewhere. */
  PADDED(false, true),
  /** The same, with shorter steps. */
  PADDED_LOW_RATE(true, true),
  /** Random weights. */
  SCRATCH_HALF(false, true),
  /** Random weights, all epochs: what the others are to reach in half of them. */
  SCRATCH(false, false);

  private final boolean slow;
  private final boolean half;

  Start(boolean slow, boolean half) {
    this.slow = slow;
    this.half = half;
  }

  /** Whether it is trained with shorter steps. */
  boolean isSlow() {
    return slow;
  }

  /** Of so many epochs from scratch. */
  int epochs(int all) {
    return half ? Math.max(1, all / 2) : all;
  }
}
