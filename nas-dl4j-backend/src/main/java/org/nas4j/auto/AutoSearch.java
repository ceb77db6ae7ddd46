package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.nas4j.data.Corpus;
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
 * <p>It holds validation data back (some at random, unless told {@linkplain #validation which}, or
 * {@linkplain #groups how}), brings the values to mean 0 and deviation 1, and spends the time.
 * Images: one training under the clock of the widest residual network that there is time for
 * ({@link org.nas4j.images.StartNetworks#residuals}); what grows it is left out, since on CIFAR-10
 * it made the result worse at equal time (docs/benchmarks/grow.md). Tables: a search of dense
 * networks, in which one written by hand takes part; the best few are trained for longer, one is
 * chosen, and trained on all rows. Where the time is too short for a search, the one written by
 * hand is trained. Texts: see {@link #text}.
 *
 * <p>The time is kept: how long a step takes is measured, and the trainings are made to fit. With a
 * {@link #journal} a run that was interrupted goes on.
 *
 * <p>Test data have no place here: judge the result by them once. Immutable; a search by the clock
 * does not repeat.
 */
public final class AutoSearch {

  private static final Duration USUAL = Duration.ofMinutes(5);

  private final AutoTask task;
  private final Settings settings;

  private record Settings(Duration time, long seed, HeldOut heldOut, Optional<Path> folder) {}

  private AutoSearch(AutoTask task, Settings settings) {
    this.task = task;
    this.settings = settings;
  }

  private static AutoSearch of(AutoTask task) {
    return new AutoSearch(task, new Settings(USUAL, 1, new HeldOut.AtRandom(), Optional.empty()));
  }

  /**
   * Searches a classifier of images.
   *
   * @param training images with their classes, as they were loaded
   * @return a search of five minutes with seed 1
   * @throws IllegalArgumentException if these are no images, or of fewer than two classes
   */
  public static AutoSearch images(Dataset training) {
    return of(new AutoImages(training));
  }

  /**
   * Searches what foretells a column of a table: a class if the column holds words or a few whole
   * numbers, otherwise a number. The best few of the search are judged by the rows of several
   * splits, as many as there is time for, unless the rows are in the order of time or your own rows
   * judge; the choice is then trained on all rows.
   *
   * @param training rows to learn from; may be larger than the heap ({@link Table#readToDisk})
   * @param target name of the column
   * @return a search of five minutes with seed 1
   * @throws IllegalArgumentException if there is no such column, or it cannot be foretold
   */
  public static AutoSearch table(Table training, String target) {
    return of(AutoTable.of(training, target));
  }

  /**
   * Searches a model that foretells the next character or word of a text.
   *
   * @param corpus whose training part is fitted, and whose validation part chooses
   * @return a search of five minutes with seed 1
   */
  public static AutoTextSearch text(Corpus corpus) {
    return AutoTextSearch.of(corpus);
  }

  private AutoSearch with(UnaryOperator<AutoTask> change) {
    return new AutoSearch(change.apply(task), settings);
  }

  private AutoSearch with(HeldOut heldOut) {
    task.requireFit(heldOut);
    return new AutoSearch(
        task, new Settings(settings.time(), settings.seed(), heldOut, settings.folder()));
  }

  /**
   * The same with another time.
   *
   * @param limit on the clock, for all of it but reading the data; above zero
   * @return a new search
   */
  public AutoSearch within(Duration limit) {
    Checks.positive(limit, "time");
    return new AutoSearch(
        task, new Settings(limit, settings.seed(), settings.heldOut(), settings.folder()));
  }

  /**
   * The same with other draws.
   *
   * @param newSeed any number
   * @return a new search
   */
  public AutoSearch seed(long newSeed) {
    return new AutoSearch(
        task, new Settings(settings.time(), newSeed, settings.heldOut(), settings.folder()));
  }

  /**
   * The same without some columns of a table, such as one that numbers the rows, or dates.
   *
   * @param columns their names
   * @return a new search
   * @throws IllegalArgumentException if there is no such column
   * @throws IllegalStateException if these are no rows of a table
   */
  public AutoSearch without(String... columns) {
    return with(each -> {
      if (each instanceof AutoTable table) {
        return table.without(Set.of(columns));
      }
      throw new IllegalStateException("Only a table has columns that can be left out.\n"
          + "Maybe it is to be read as a table: table(…).");
    });
  }

  /**
   * The same, judged by images of one's own.
   *
   * @param own none of which is among the training images; nothing is held back of those
   * @return a new search
   * @throws IllegalArgumentException if they are of another shape or of other classes, or are
   *     training images too
   */
  public AutoSearch validation(Dataset own) {
    return with(new HeldOut.Examples(requireNonNull(own, "own")));
  }

  /**
   * The same, judged by rows of one's own. Rows that are among the training rows too are not looked
   * at.
   *
   * @param own with the columns of the training rows; nothing is held back of those, and the model
   *     is not trained on these
   * @return a new search
   * @throws IllegalArgumentException if a column lacks
   */
  public AutoSearch validation(Table own) {
    return with(new HeldOut.Rows(requireNonNull(own, "own")));
  }

  /**
   * The same, with whole groups held back, such as all rows of a patient or all pictures of a
   * place, so that the figure is one for groups that were not seen.
   *
   * @param column of a table, which tells the group of a row, and is no input
   * @return a new search
   * @throws IllegalArgumentException if there is no such column
   */
  public AutoSearch groups(String column) {
    return with(new HeldOut.GroupColumn(requireNonNull(column, "column")));
  }

  /**
   * The same, with whole groups held back, each example's group being given.
   *
   * @param ofEach example or row the name of its group, in their order
   * @return a new search
   * @throws IllegalArgumentException if there are more or fewer names than examples
   */
  public AutoSearch groups(List<String> ofEach) {
    return with(new HeldOut.Groups(ofEach));
  }

  /**
   * The same, with the last examples held back, since they are in the order of time, and the future
   * is to be foretold.
   *
   * @return a new search
   */
  public AutoSearch inOrderOfTime() {
    return with(new HeldOut.TheLast());
  }

  /**
   * The same with a journal. If the run is interrupted, as by Ctrl-C, the folder holds the best
   * model so far, {@code best-so-far.nas4j}, and a run of the same data, seed and folder goes on,
   * within the time that is left; {@link #within} may be another one. After the end such a run
   * gives the result once more. An image training goes on from its latest checkpoint, of a table
   * what had ended is not done again.
   *
   * @param folder made if it is not there
   * @return a new search
   */
  public AutoSearch journal(Path folder) {
    return new AutoSearch(
        task,
        new Settings(settings.time(), settings.seed(), settings.heldOut(), Optional.of(folder)));
  }

  /**
   * Searches and trains.
   *
   * @return what was found
   * @throws InterruptedException if the thread was interrupted, or the JVM is to end; the message
   *     tells what is kept, and how to go on
   * @throws IllegalArgumentException if the data cannot be learned from
   * @throws IllegalStateException if the journal is of another search
   * @throws java.io.UncheckedIOException if the journal cannot be read or written
   */
  public AutoResult run() throws InterruptedException {
    AutoJournal journal = settings
        .folder()
        .map(each -> AutoJournal.open(each, identity()))
        .orElseGet(AutoJournal::nowhere);
    AutoClock clock = new AutoClock(settings.time(), journal.spent());
    AutoRun run = new AutoRun(clock, settings.seed(), settings.heldOut(), journal);
    return run.watched(() -> task.run(run));
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>(task.identity());
    identity.put("seed", Long.toString(settings.seed()));
    identity.put("validation", settings.heldOut().toString());
    return identity;
  }
}
