package org.nas4j.benchmarks.net2net;

/** What the student starts from. */
enum Start {
  /** The teacher's function: copied channels, identity layers. */
  NET2NET(true),
  /** The teacher's numbers, with random ones for the channels that it lacks; the inserted layers are identities. */
  PADDED(true),
  /** The same, trained as fast as from scratch. */
  PADDED_FULL_RATE(false),
  /** Random weights. */
  SCRATCH(false);

  private final boolean slow;

  Start(boolean slow) {
    this.slow = slow;
  }

  /** Whether it is trained at the lower rate for students. */
  boolean isSlow() {
    return slow;
  }
}
