package org.nas4j.examples.grow;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C ends the training, not the program: what is there by then is still judged and written. A
 * second Ctrl-C cannot be told from the first, so that the wait has an end. For the thread that
 * trains; the system's thread at the end of the program waits for it.
 */
final class EarlyEnd implements AutoCloseable {

  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread farewell;
  private volatile boolean isWanted;

  EarlyEnd(PrintStream out) {
    this.farewell = new Thread(() -> {
      isWanted = true;
      out.println();
      out.println("Stopped before the end: the network is kept as it is now.");
      out.flush();
      await();
    });
    Runtime.getRuntime().addShutdownHook(farewell);
  }

  private void await() {
    try {
      boolean isDone = written.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      isWanted |= !isDone;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isWanted() {
    return isWanted;
  }

  @Override
  public void close() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // The program ends, and waits for nothing any more.
    }
  }
}
