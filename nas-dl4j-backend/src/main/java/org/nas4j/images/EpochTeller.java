package org.nas4j.images;

import org.nas4j.internal.events.EpochEvent;

/**
 * Tells the Flight Recorder of the epochs of a training that counts steps. Its own steps only: an
 * epoch's minibatches that others took, to try an edit, are not among those told of. For one
 * thread.
 */
final class EpochTeller {

  private final int minibatches;
  private EpochEvent event;
  private long epoch;
  private int steps;
  private double losses;

  /** With the number of minibatches of an epoch. */
  EpochTeller(int minibatches) {
    this.minibatches = minibatches;
  }

  /** Before the step that takes the minibatch of a number, from 0. */
  void stepBegins(long number) {
    long now = number / minibatches;
    if (event != null && now > epoch) {
      end();
    }
    if (event == null) {
      epoch = now;
      event = EpochEvent.begin(Math.toIntExact(now + 1));
    }
  }

  /** After that step. */
  void stepEnded(double loss) {
    steps++;
    losses += loss;
  }

  /** The training has ended, perhaps in the midst of an epoch. */
  void end() {
    if (event != null && steps > 0) {
      event.end(steps, losses / steps);
    }
    event = null;
    steps = 0;
    losses = 0;
  }
}
