package org.nas4j.auto;

import java.time.Duration;

/** A time that began when this was made, or in an earlier run. */
final class AutoClock {

  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();
  private final Duration time;
  private final Duration before;

  /**
   * Begins.
   *
   * @param time all that there is
   * @param before what earlier runs have spent of it
   */
  AutoClock(Duration time, Duration before) {
    this.time = time;
    this.before = before;
  }

  Duration time() {
    return time;
  }

  /** What is spent, that of earlier runs included. */
  Duration elapsed() {
    return before.plusNanos(System.nanoTime() - start);
  }

  /** From now to when a share of the time is over, a tenth of a second at least. */
  Duration until(double share) {
    return Duration.ofNanos(Math.max(100_000_000L, (long) (NANOS * seconds(share))));
  }

  /** Seconds from now to when a share of the time is over; negative if it is. */
  double seconds(double share) {
    return (share * time.toNanos() - elapsed().toNanos()) / NANOS;
  }
}
