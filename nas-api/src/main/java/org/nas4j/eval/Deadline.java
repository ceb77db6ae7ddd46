package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The moment by which an evaluation must have ended, on a clock that only goes on: setting the
 * system's time moves it neither nearer nor further. Thread-safe if its ticker is.
 */
public final class Deadline {

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Deadline NEVER = new Deadline(() -> 0, 0, false);

  private final LongSupplier ticker;
  private final long end;
  private final boolean passes;

  private Deadline(LongSupplier ticker, long end, boolean passes) {
    this.ticker = ticker;
    this.end = end;
    this.passes = passes;
  }

  /**
   * No deadline.
   *
   * @return one that never passes
   */
  public static Deadline never() {
    return NEVER;
  }

  /**
   * A deadline from now.
   *
   * @param time how long from now; a century or more is for ever
   * @return the deadline
   */
  public static Deadline in(Duration time) {
    return in(time, System::nanoTime);
  }

  /**
   * A deadline from now, as a ticker tells it.
   *
   * @param time how long from now; a century or more is for ever
   * @param ticker nanoseconds since any moment, as of {@link System#nanoTime}
   * @return the deadline
   */
  public static Deadline in(Duration time, LongSupplier ticker) {
    requireNonNull(ticker, "ticker");
    return time.compareTo(LONGEST) >= 0
        ? NEVER
        : new Deadline(ticker, ticker.getAsLong() + time.toNanos(), true);
  }

  /**
   * Whether it is too late.
   *
   * @return true from the end on
   */
  public boolean hasPassed() {
    return passes && end - ticker.getAsLong() <= 0;
  }

  /**
   * How much time is left.
   *
   * @return zero or negative when it has passed; empty if it never does
   */
  public Optional<Duration> left() {
    return passes ? Optional.of(Duration.ofNanos(end - ticker.getAsLong())) : Optional.empty();
  }

  /** The time that is left. */
  @Override
  public String toString() {
    return left().map(left -> left + " left").orElse("no deadline");
  }
}
