package org.nas4j.auto;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a run when the JVM is asked to end, as by Ctrl-C, and holds the JVM until the run has
 * written down what it has. For the thread that runs.
 */
final class ShutdownWatch implements AutoCloseable {

  private static final long LONGEST_SECONDS = 30;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook;

  ShutdownWatch() {
    Thread running = Thread.currentThread();
    this.hook = new Thread(() -> end(running), "nas4j-auto-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(Thread running) {
    running.interrupt();
    try {
      if (!written.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends, and waits for nothing any more.
    }
  }
}
