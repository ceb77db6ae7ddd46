package org.nas4j.auto;

import java.time.Duration;

/** A time that began when this was made. */
final class AutoClock {

  private final long start = System.nanoTime();
  private final Duration time;

  AutoClock(Duration time) {
    this.time = time;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** From now to when a share of the time is over, a tenth of a second at least. */
  Duration until(double share) {
    long nanos = (long) (share * time.toNanos()) - elapsed().toNanos();
    return Duration.ofNanos(Math.max(100_000_000L, nanos));
  }
}
