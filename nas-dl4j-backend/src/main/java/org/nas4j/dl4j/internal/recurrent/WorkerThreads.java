package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.nas4j.dl4j.internal.JavaLibraries;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Daemon threads that do the same for different numbers, each with one native thread. Products thus
 * need no barrier inside.
 */
final class WorkerThreads implements AutoCloseable {

  private final List<ExecutorService> threads = new ArrayList<>();

  WorkerThreads(int size) {
    // Loads the native code, which the holder below is made by.
    JavaLibraries.loadFirst();
    Nd4j.getEnvironment();
    for (int i = 0; i < size; i++) {
      String name = "nas4j-recurrent-" + i;
      threads.add(Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
      }));
    }
    run(i -> NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1));
  }

  int size() {
    return threads.size();
  }

  /**
   * Runs the task for each number on its thread, and waits for all, whatever happens to this
   * thread.
   */
  void run(IntConsumer task) {
    List<Future<?>> running = new ArrayList<>(threads.size());
    for (int i = 0; i < threads.size(); i++) {
      int number = i;
      running.add(threads.get(i).submit(() -> task.accept(number)));
    }
    boolean interrupted = false;
    RuntimeException failure = null;
    for (Future<?> each : running) {
      boolean done = false;
      while (!done) {
        try {
          each.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          done = true;
          failure = new IllegalStateException("A part of a batch failed: " + e.getCause(), e);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
