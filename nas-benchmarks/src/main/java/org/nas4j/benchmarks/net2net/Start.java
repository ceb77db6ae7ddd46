package org.nas4j.benchmarks.net2net;

/** What a student starts from, and how long it is trained. */
enum Start {
  /** The teacher's function: copied channels, identity layers. */
  NET2NET(true, true),
  /** The same, trained as fast as from scratch. */
  NET2NET_FULL_RATE(false, true),
  /** The teacher's numbers where they fit, random ones elsewhere. */
  PADDED(true, true),
  /** The same, trained as fast as from scratch. */
  PADDED_FULL_RATE(false, true),
  /** Random weights. */
  SCRATCH_HALF(false, true),
  /** Random weights, all epochs: what the others are to reach. */
  SCRATCH(false, false);

  private final boolean slow;
  private final boolean half;

  Start(boolean slow, boolean half) {
    this.slow = slow;
    this.half = half;
  }

  /** Whether it is trained at the lower rate for students. */
  boolean isSlow() {
    return slow;
  }

  /** Of so many epochs from scratch. */
  int epochs(int all) {
    return half ? Math.max(1, all / 2) : all;
  }
}
