package org.nas4j.isolation;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The worker processes that this virtual machine keeps for the runs whose errands it has run: they
 * end when the run's search hangs up. Thread-safe.
 */
final class Lodgings {

  private static final int MILLIS_TO_TELL = 30_000;

  private static final Map<String, IsolatedEvaluator<?>> BY_RUN = new HashMap<>();

  private Lodgings() {}

  /** Those of an errand's run; asks the search how they are made if it is the first here. */
  static IsolatedEvaluator<?> of(Errand errand) throws IOException {
    synchronized (BY_RUN) {
      IsolatedEvaluator<?> known = BY_RUN.get(errand.key());
      return known == null ? open(errand) : known;
    }
  }

  private static IsolatedEvaluator<?> open(Errand errand) throws IOException {
    Frames frames = Line.connect(errand, Frames.message(ErrandRun.LODGE));
    try {
      IsolatedEvaluator<?> workers = new IsolatedEvaluator<>(IsolationMessage.read(frames
          .read(MILLIS_TO_TELL)
          .orElseThrow(() -> new IOException("The search does not say how to evaluate."))));
      BY_RUN.put(errand.key(), workers);
      Thread watcher = new Thread(() -> closeWithRun(errand, frames, workers), "nas4j-lodgings");
      watcher.setDaemon(true);
      watcher.start();
      return workers;
    } catch (IOException | RuntimeException | Error e) {
      Closing.quietly(frames);
      throw e;
    }
  }

  private static void closeWithRun(Errand errand, Frames frames, IsolatedEvaluator<?> workers) {
    try (frames) {
      frames.read(0); // the search says nothing more, and hangs up
    } catch (IOException e) {
      // It has.
    }
    synchronized (BY_RUN) {
      BY_RUN.remove(errand.key());
    }
    workers.close();
  }
}
