package org.nas4j.images;

/**
 * Which part of a training one candidate gets: a trial that was paused goes on where its parent
 * ended, and one that evolves its learning rate has its own.
 *
 * @param from epochs that its parent has had, at least 0; without the parent's weights they are
 *     trained too
 * @param until epochs after which it ends, more than {@code from}
 * @param rate what the learning rate is multiplied by, above 0
 */
public record TrainingPart(int from, int until, double rate) {

  /** Checks. */
  public TrainingPart {
    if (from < 0 || until <= from) {
      throw new IllegalArgumentException("A part of a training must begin at epoch 0 or later and"
          + " end after it began, but goes from [" + from + "] to [" + until
          + "].\nMaybe they are the other way round.");
    }
    if (!(rate > 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "A learning rate must be multiplied by a number above 0, but is by [" + rate + "].");
    }
  }

  /** The whole. */
  static TrainingPart of(Dl4jTraining settings) {
    return new TrainingPart(0, settings.epochs(), 1);
  }

  /** The same without a parent. */
  TrainingPart fromTheStart() {
    return new TrainingPart(0, until, rate);
  }
}
