package org.nas4j.internal.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long something takes, which no change of the system's time alters. Immutable. */
public final class Stopwatch {

  private final LongSupplier ticker;
  private final long begun;

  /**
   * Starts.
   *
   * @param ticker nanoseconds since any moment, as of {@link System#nanoTime}
   */
  public Stopwatch(LongSupplier ticker) {
    this.ticker = requireNonNull(ticker, "ticker");
    this.begun = ticker.getAsLong();
  }

  /**
   * The time since it was started.
   *
   * @return never negative
   */
  public Duration elapsed() {
    return Duration.ofNanos(Math.max(0, ticker.getAsLong() - begun));
  }
}
