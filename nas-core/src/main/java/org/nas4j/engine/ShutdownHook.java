package org.nas4j.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run when the JVM is asked to end, and holds the JVM until the run has closed its journal
 * and told so.
 */
final class ShutdownHook implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);
  private static final long MOST_MILLIS = 10_000;

  private final SearchControl control;
  private final Thread thread;

  private ShutdownHook(SearchControl control) {
    this.control = control;
    this.thread = new Thread(this::endRun, "nas4j-shutdown");
  }

  static ShutdownHook add(SearchControl control) {
    ShutdownHook hook = new ShutdownHook(control);
    Runtime.getRuntime().addShutdownHook(hook.thread);
    return hook;
  }

  private void endRun() {
    control.cancel("The program was ended.");
    try {
      control.awaitEnd(MOST_MILLIS);
    } catch (InterruptedException e) {
      LOG.debug("Interrupted while the JVM ends.");
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM is ending, so its hook stays.");
    }
  }
}
