package org.nas4j.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.nas4j.search.Progress;

/**
 * A search that runs on a thread of its own, a daemon: to look at, pause and end. Thread-safe.
 *
 * @param <A> type of an architecture
 */
public final class SearchHandle<A> {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SearchLoop<A> loop;
  private final CompletableFuture<SearchResult<A>> result = new CompletableFuture<>();

  private SearchHandle(SearchLoop<A> loop) {
    this.loop = loop;
  }

  static <A> SearchHandle<A> start(SearchLoop<A> loop) {
    SearchHandle<A> handle = new SearchHandle<>(loop);
    Thread thread = new Thread(handle::run, "nas4j-search-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
    return handle;
  }

  private void run() {
    try {
      result.complete(loop.run());
    } catch (Throwable e) { // whoever waits for the result is to hear of it
      result.completeExceptionally(e);
    }
  }

  /**
   * The best trial so far.
   *
   * @return empty if no trial was evaluated to its end yet
   */
  public Optional<Ranked<A>> best() {
    return loop.best();
  }

  /**
   * Where the run stands.
   *
   * @return as of the latest trial that was observed
   */
  public Progress progress() {
    return loop.progress();
  }

  /**
   * Starts no further trial until {@link #resume}. What runs goes on to its end, and so does the
   * run's clock.
   */
  public void pause() {
    loop.control().pause();
  }

  /** Ends a pause. */
  public void resume() {
    loop.control().resume();
  }

  /**
   * Whether the run is paused.
   *
   * @return true from {@link #pause} to {@link #resume} or the run's end
   */
  public boolean isPaused() {
    return loop.control().isPaused() && !result.isDone();
  }

  /** Starts no further trial, and ends the run when those that run have ended. */
  public void stopAfterRunning() {
    loop.control().stop("The run was stopped.");
  }

  /**
   * Ends the run at once: what runs is interrupted, and not part of the result. A run with a
   * journal evaluates it again when it is resumed.
   */
  public void cancelNow() {
    loop.control().cancel("The run was cancelled.");
  }

  /**
   * The result of the run, however it ends. Cancelling the future does not end the run.
   *
   * @return done when the run has ended and its store is closed; exceptionally if the store, the
   *     strategy or the space failed
   */
  public CompletableFuture<SearchResult<A>> result() {
    return result.copy();
  }
}
