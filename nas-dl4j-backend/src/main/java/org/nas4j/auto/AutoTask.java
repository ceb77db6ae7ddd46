package org.nas4j.auto;

/** Data of one kind, and what to do with them. */
@FunctionalInterface
interface AutoTask {

  /**
   * Searches and trains.
   *
   * @param clock tells how much of the time is left
   * @param seed of all that is drawn
   */
  AutoResult run(AutoClock clock, long seed) throws InterruptedException;
}
