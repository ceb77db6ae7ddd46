package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;

/** The length of a step in the course of training. */
public sealed interface LearningRate {

  /**
   * The rate at a moment.
   *
   * @param epoch epochs that have passed, with the fraction of the current one, from 0
   * @param epochs how many there will be
   * @return above 0, except at the very end
   */
  double at(double epoch, int epochs);

  /**
   * Always the same.
   *
   * @param rate above 0
   * @return the schedule
   */
  static LearningRate constant(double rate) {
    return new Constant(rate);
  }

  /**
   * Multiplied by a factor every so many epochs.
   *
   * @param first rate at the beginning, above 0
   * @param factor in (0, 1]
   * @param every epochs from one change to the next, at least 1
   * @return the schedule
   */
  static LearningRate steps(double first, double factor, int every) {
    return new Steps(first, factor, every);
  }

  /**
   * Along half a cosine from the first value to the last (Loshchilov and Hutter 2017, without
   * restarts).
   *
   * @param first rate at the beginning, above 0
   * @param last rate at the end, at least 0
   * @return the schedule
   */
  static LearningRate cosine(double first, double last) {
    return new Cosine(first, last);
  }

  /**
   * Along half a cosine to 0.
   *
   * @param first rate at the beginning, above 0
   * @return the schedule
   */
  static LearningRate cosine(double first) {
    return cosine(first, 0);
  }

  /**
   * Straight up from nothing to the highest rate, then straight down to nothing (Smith and Topin
   * 2018, without the tail).
   *
   * @param highest rate at the peak, above 0
   * @param warmup share of the training before the peak, in [0, 1)
   * @return the schedule
   */
  static LearningRate oneCycle(double highest, double warmup) {
    return new OneCycle(highest, warmup);
  }

  /**
   * The same course, higher or lower: children of a trained network start lower than it did.
   *
   * @param factor above 0
   * @return the schedule
   */
  default LearningRate times(double factor) {
    return new Scaled(this, factor);
  }

  /**
   * Always the same.
   *
   * @param rate above 0
   */
  record Constant(double rate) implements LearningRate {

    /** Checks. */
    public Constant {
      Checks.positive(rate, "learning rate");
    }

    @Override
    public double at(double epoch, int epochs) {
      return rate;
    }
  }

  /**
   * Multiplied by a factor every so many epochs.
   *
   * @param first rate at the beginning, above 0
   * @param factor in (0, 1]
   * @param every epochs from one change to the next, at least 1
   */
  record Steps(double first, double factor, int every) implements LearningRate {

    /** Checks. */
    public Steps {
      Checks.positive(first, "learning rate");
      Checks.within(
          Checks.positive(factor, "factor of a learning rate"), 0, 1, "factor of a learning rate");
      Checks.positive(every, "number of epochs between two changes");
    }

    @Override
    public double at(double epoch, int epochs) {
      return first * StrictMath.pow(factor, StrictMath.floor(epoch / every));
    }
  }

  /**
   * Along half a cosine.
   *
   * @param first rate at the beginning, above 0
   * @param last rate at the end, at least 0
   */
  record Cosine(double first, double last) implements LearningRate {

    /** Checks. */
    public Cosine {
      Checks.positive(first, "learning rate");
      Checks.within(last, 0, first, "last learning rate");
    }

    @Override
    public double at(double epoch, int epochs) {
      return last + (first - last) * (1 + StrictMath.cos(StrictMath.PI * epoch / epochs)) / 2;
    }
  }

  /**
   * Straight up, then straight down.
   *
   * @param highest rate at the peak, above 0
   * @param warmup share of the training before the peak, in [0, 1)
   */
  record OneCycle(double highest, double warmup) implements LearningRate {

    /** Of the highest: no step is without length. */
    private static final double LEAST = 1e-4;

    /** Checks. */
    public OneCycle {
      Checks.positive(highest, "highest learning rate");
      Checks.fraction(warmup, "share of warmup");
    }

    @Override
    public double at(double epoch, int epochs) {
      double share = epoch / epochs;
      double height = share < warmup ? share / warmup : (1 - share) / (1 - warmup);
      return highest * Math.max(LEAST, height);
    }
  }

  /**
   * Another course, higher or lower.
   *
   * @param course the other one
   * @param factor above 0
   */
  record Scaled(LearningRate course, double factor) implements LearningRate {

    /** Checks. */
    public Scaled {
      requireNonNull(course, "course");
      Checks.positive(factor, "factor of a learning rate");
    }

    @Override
    public double at(double epoch, int epochs) {
      return factor * course.at(epoch, epochs);
    }
  }
}
