package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The moment by which an evaluation must have ended. Thread-safe.
 *
 * @param clock tells the time
 * @param end the moment
 */
public record Deadline(Clock clock, Instant end) {

  /** Checks. */
  public Deadline {
    requireNonNull(clock, "clock");
    requireNonNull(end, "end");
  }

  /**
   * No deadline.
   *
   * @return one that never passes
   */
  public static Deadline never() {
    return new Deadline(Clock.systemUTC(), Instant.MAX);
  }

  /**
   * A deadline from now.
   *
   * @param time how long from now
   * @param clock tells the time
   * @return the deadline
   */
  public static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock, clock.instant().plus(time));
  }

  /**
   * Whether it is too late.
   *
   * @return true from the end on
   */
  public boolean hasPassed() {
    return !clock.instant().isBefore(end);
  }
}
