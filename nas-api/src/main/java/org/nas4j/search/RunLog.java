package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What earlier processes logged of a run.
 *
 * @param trials those that have ended, in the order of their ids
 * @param proposed above the highest id that was given to a proposal; trials below it that are not
 *     among {@code trials} had not ended
 * @param elapsed how long the run had gone on
 * @param stopped whether an earlier process ended by itself, rather than being killed
 */
public record RunLog(List<Trial> trials, long proposed, Duration elapsed, boolean stopped) {

  /** Checks and copies. */
  public RunLog {
    trials = List.copyOf(trials);
    requireNonNull(elapsed, "elapsed");
  }

  /**
   * A log of trials alone.
   *
   * @param trials in the order of their ids
   * @return a log that took no time
   */
  public static RunLog of(List<Trial> trials) {
    long proposed = trials.isEmpty() ? 0 : trials.get(trials.size() - 1).id() + 1;
    return new RunLog(trials, Math.max(0, proposed), Duration.ZERO, false);
  }
}
