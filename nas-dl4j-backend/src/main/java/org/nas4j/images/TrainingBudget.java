package org.nas4j.images;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.nas4j.internal.time.Stopwatch;

/** How much of a training is over, by the clock or by the number of steps. For one thread. */
abstract class TrainingBudget {

  private final boolean isClocked;
  private long steps;

  private TrainingBudget(boolean isClocked) {
    this.isClocked = isClocked;
  }

  /** By the clock, which starts now. */
  static TrainingBudget of(Duration time, LongSupplier ticker) {
    return of(time, ticker, 0);
  }

  /** By the clock, of which something was spent before now. */
  static TrainingBudget of(Duration time, LongSupplier ticker, long nanosBefore) {
    Stopwatch stopwatch = new Stopwatch(ticker);
    return new TrainingBudget(true) {
      @Override
      double share() {
        return Math.min(1, (double) nanos() / Math.max(1, time.toNanos()));
      }

      @Override
      long nanos() {
        return nanosBefore + stopwatch.elapsed().toNanos();
      }
    };
  }

  /** By steps, so that equal seeds give equal trainings. */
  static TrainingBudget of(long most) {
    return new TrainingBudget(false) {
      @Override
      double share() {
        return Math.min(1, (double) steps() / most);
      }

      @Override
      long nanos() {
        return 0;
      }
    };
  }

  /** Share that is over, from 0 to 1. */
  abstract double share();

  /** Time spent; 0 where steps are counted. */
  abstract long nanos();

  /** Whether longer steps make it fewer. */
  boolean isClocked() {
    return isClocked;
  }

  boolean isOver() {
    return share() >= 1;
  }

  /** Goes on where so many steps were taken. */
  void resume(long stepsBefore) {
    steps = stepsBefore;
  }

  void countStep() {
    steps++;
  }

  long steps() {
    return steps;
  }
}
