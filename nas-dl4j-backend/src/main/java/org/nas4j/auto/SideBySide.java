package org.nas4j.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trainings of one thread each, as many at once as there are processors. */
final class SideBySide {

  static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  private SideBySide() {}

  /**
   * Does all of the tasks; the first that fails ends the others.
   *
   * @return what they come to, in their order
   * @throws InterruptedException if the calling thread was interrupted, which ends all of them
   */
  static <T> List<T> run(List<Callable<T>> tasks) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(AT_ONCE, Math.max(1, tasks.size())), task -> {
          Thread thread = new Thread(task, "nas4j-table");
          thread.setDaemon(true);
          return thread;
        });
    try {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(task)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
    if (e.getCause() instanceof InterruptedException cause) {
      throw cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("A training failed.", e.getCause());
  }

  /** How many one after the other so many tasks are. */
  static int turns(int tasks) {
    return (tasks + AT_ONCE - 1) / AT_ONCE;
  }

  /** At most, for tasks that take so long in all, and the longest of them. */
  static double seconds(double all, double longest) {
    return Math.min(all, all / AT_ONCE + longest);
  }
}
