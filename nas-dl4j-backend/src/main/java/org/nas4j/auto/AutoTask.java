package org.nas4j.auto;

import java.util.Map;

/** Data of one kind, and what to do with them. */
interface AutoTask {

  /**
   * Searches and trains.
   *
   * @throws InterruptedException if the thread was interrupted; the best model so far is kept then
   */
  AutoResult run(AutoRun run) throws InterruptedException;

  /** What tells the data and the goal from others. */
  Map<String, String> identity();

  /**
   * Checks whether examples can be held out in this way.
   *
   * @throws IllegalArgumentException if they are of another kind, or not there
   */
  void requireFit(HeldOut heldOut);
}
