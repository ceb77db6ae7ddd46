package org.nas4j.engine;

import java.util.Optional;

/** What others want of a running loop. Thread-safe. */
final class SearchControl {

  private Thread loop;
  private boolean paused;
  private boolean cancelled;
  private boolean over;
  private String stopReason;

  /** The calling thread is the one to interrupt from now on. */
  synchronized void begin() {
    loop = Thread.currentThread();
    if (cancelled) {
      loop.interrupt();
    }
  }

  /** Nobody is interrupted any more; true if the loop was, from here. */
  synchronized boolean end() {
    loop = null;
    over = true;
    notifyAll();
    return cancelled;
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  synchronized boolean isPaused() {
    return paused && stopReason == null;
  }

  synchronized void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    notifyAll();
  }

  synchronized void cancel(String reason) {
    stop(reason);
    if (!cancelled && loop != null) {
      loop.interrupt();
    }
    cancelled = true;
  }

  synchronized Optional<String> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  /** Waits while paused; false if it was not. */
  synchronized boolean awaitResume() throws InterruptedException {
    boolean waited = isPaused();
    while (isPaused()) {
      wait();
    }
    return waited;
  }

  /** Waits until the loop has ended, for so long at most. */
  synchronized void awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
