package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Texts;

/**
 * A run that something on its own thread ended: a space, a strategy, a reward, a stop rule, a
 * listener's error, or the disk. What was found until then is not lost: {@link #result} has it, and
 * a journal was closed whole, so that the run goes on from it once the cause is mended.
 */
public final class SearchFailedException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private static final String FRESH_JVM =
      "start the program anew, with more memory if it lacked that: a class that could not be made"
          + " ready once is lost to its JVM";

  /** What was found; not kept where the exception is written to a stream. */
  private final transient SearchResult<?> result;

  SearchFailedException(Throwable cause, SearchResult<?> result) {
    super(
        "The search was ended by [" + Texts.nameOf(cause) + "], with ["
            + result.trials().size()
            + "] trials in hand: " + Texts.messageOf(cause)
            + "\nMaybe " + (mayLastForEver(cause) ? FRESH_JVM : "mend the cause")
            + "; what was found is in result(), and a journal goes on from where it ended.",
        cause);
    this.result = requireNonNull(result, "result");
  }

  private static boolean mayLastForEver(Throwable cause) {
    return cause instanceof OutOfMemoryError || cause instanceof NoClassDefFoundError;
  }

  /**
   * What the run had found until then.
   *
   * @return as {@link NasSearch#run} would have returned it; null if the exception was read from a
   *     stream
   */
  public SearchResult<?> result() {
    return result;
  }
}
