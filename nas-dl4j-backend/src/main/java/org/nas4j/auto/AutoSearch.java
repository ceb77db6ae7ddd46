package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.nas4j.data.Dataset;
import org.nas4j.data.Table;
import org.nas4j.internal.checks.Checks;

/**
 * From data to a model that serves, in one call and so many minutes.
 *
 * <pre>{@code
 * AutoResult result = AutoSearch.images(training).within(Duration.ofMinutes(30)).run();
 * result.model().save(Path.of("digits.nas4j"));
 * }</pre>
 *
 * <p>It holds validation data back, brings the values to mean 0 and deviation 1, and spends the
 * time. Images: one training under the clock of a residual network written by hand
 * ({@link org.nas4j.images.StartNetworks#residual}); what grows it is left out, since on CIFAR-10
 * it made the result worse at equal time (docs/benchmarks/grow.md). Tables: a search of dense
 * networks, in which one written by hand takes part; the best few are trained for longer, one is
 * chosen, and trained on all rows.
 *
 * <p>Test data have no place here: judge the result by them once. Immutable; a search by the clock
 * does not repeat.
 */
public final class AutoSearch {

  private static final Duration USUAL = Duration.ofMinutes(5);

  private final AutoTask task;
  private final Duration time;
  private final long seed;

  private AutoSearch(AutoTask task, Duration time, long seed) {
    this.task = task;
    this.time = time;
    this.seed = seed;
  }

  /**
   * Searches a classifier of images.
   *
   * @param training images with their classes, as they were loaded
   * @return a search of five minutes with seed 1
   * @throws IllegalArgumentException if these are no images, or no classes
   */
  public static AutoSearch images(Dataset training) {
    return new AutoSearch(new AutoImages(training), USUAL, 1);
  }

  /**
   * Searches what foretells a column of a table: a class if the column holds words or a few whole
   * numbers, otherwise a number.
   *
   * @param training rows to learn from
   * @param target name of the column
   * @return a search of five minutes with seed 1
   * @throws IllegalArgumentException if there is no such column
   */
  public static AutoSearch table(Table training, String target) {
    return new AutoSearch(AutoTable.of(training, target), USUAL, 1);
  }

  /**
   * The same with another time.
   *
   * @param limit on the clock, for all of it but reading the data; above zero
   * @return a new search
   */
  public AutoSearch within(Duration limit) {
    return new AutoSearch(task, Checks.positive(limit, "time"), seed);
  }

  /**
   * The same with other draws.
   *
   * @param newSeed any number
   * @return a new search
   */
  public AutoSearch seed(long newSeed) {
    return new AutoSearch(task, time, newSeed);
  }

  /**
   * Searches and trains.
   *
   * @return what was found
   * @throws InterruptedException if the thread was interrupted
   */
  public AutoResult run() throws InterruptedException {
    return requireNonNull(task.run(new AutoClock(time), seed));
  }
}
