package org.nas4j.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides when a trial is observed: in the order of the numbers, and exactly as many as the
 * lookahead says before each proposal; or as they end, if the search is asynchronous. For one
 * thread.
 */
final class ObservationOrder {

  private final int lookahead;
  private final boolean asynchronous;
  private final Consumer<Slot> observer;
  private final Deque<Slot> window = new ArrayDeque<>();

  ObservationOrder(int lookahead, boolean asynchronous, Consumer<Slot> observer) {
    this.lookahead = lookahead;
    this.asynchronous = asynchronous;
    this.observer = observer;
  }

  /** A trial that is to be observed; its number is above all earlier ones. */
  void add(Slot slot) {
    window.add(slot);
  }

  /** Observes what is to be known when a trial is proposed; false if some of that still runs. */
  boolean observeBefore(long id) {
    if (asynchronous) {
      observeEnded();
      return window.size() < lookahead;
    }
    while (!window.isEmpty() && window.element().id <= id - lookahead) {
      if (!window.element().hasEnded()) {
        return false;
      }
      observer.accept(window.remove());
    }
    return true;
  }

  /**
   * After the last proposal: observes whatever has ended, in order, so that the log is complete.
   */
  void drain() {
    if (asynchronous) {
      observeEnded();
    }
    while (!window.isEmpty() && window.element().hasEnded()) {
      observer.accept(window.remove());
    }
  }

  /** Whether or not earlier trials still run. */
  private void observeEnded() {
    for (Slot slot : List.copyOf(window)) {
      if (slot.hasEnded()) {
        window.remove(slot);
        observer.accept(slot);
      }
    }
  }
}
