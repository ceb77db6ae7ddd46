package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nas4j.data.Corpus;
import org.nas4j.internal.checks.Checks;

/**
 * From a text to a model that foretells the next character or word, in so many minutes.
 *
 * <pre>{@code
 * Corpus corpus = Corpus.read(Path.of("text.txt"), Corpus.Level.CHARACTERS);
 * AutoTextResult result = AutoSearch.text(corpus).within(Duration.ofMinutes(20)).run();
 * result.textModel().save(Path.of("text.nas4j"));
 * }</pre>
 *
 * <p>How long a step takes is measured; the number of units and of minibatches follows from it. An
 * LSTM is the floor. Where the time is short, it is trained for all of it; where there is more,
 * recurrent cells are searched for a quarter of it ({@link org.nas4j.spaces.nas.NasRecurrentSpace},
 * scored by perplexity), the best one and the LSTM are trained for equally long, and the better of
 * the two for the rest.
 *
 * <p>Validation is the corpus' own part, which is later in the text than what is trained on. Test
 * text has no place here. Immutable; a search by the clock does not repeat.
 */
public final class AutoTextSearch {

  private final Corpus corpus;
  private final Duration time;
  private final long seed;
  private final Optional<Path> folder;

  private AutoTextSearch(Corpus corpus, Duration time, long seed, Optional<Path> folder) {
    this.corpus = corpus;
    this.time = time;
    this.seed = seed;
    this.folder = folder;
  }

  static AutoTextSearch of(Corpus corpus) {
    requireNonNull(corpus, "corpus");
    return new AutoTextSearch(corpus, Duration.ofMinutes(5), 1, Optional.empty());
  }

  /**
   * The same with another time.
   *
   * @param limit on the clock, for all of it but reading the text; above zero
   * @return a new search
   */
  public AutoTextSearch within(Duration limit) {
    return new AutoTextSearch(corpus, Checks.positive(limit, "time"), seed, folder);
  }

  /**
   * The same with other draws.
   *
   * @param newSeed any number
   * @return a new search
   */
  public AutoTextSearch seed(long newSeed) {
    return new AutoTextSearch(corpus, time, newSeed, folder);
  }

  /**
   * The same with a journal. If the run is interrupted, as by Ctrl-C, the folder holds the best
   * model so far, {@code best-so-far.weights} and its description, and a run of the same text, seed
   * and folder goes on within the time that is left: with the cells that were tried, and with
   * trainings that begin anew. The result is no worse than the best so far on the validation part.
   *
   * @param where made if it is not there
   * @return a new search
   */
  public AutoTextSearch journal(Path where) {
    return new AutoTextSearch(corpus, time, seed, Optional.of(where));
  }

  /**
   * Searches and trains.
   *
   * @return what was found
   * @throws InterruptedException if the thread was interrupted, or the JVM is to end; the message
   *     tells what is kept, and how to go on
   * @throws IllegalStateException if the journal is of another search
   * @throws java.io.UncheckedIOException if the journal cannot be read or written
   */
  public AutoTextResult run() throws InterruptedException {
    AutoJournal journal =
        folder.map(each -> AutoJournal.open(each, identity())).orElseGet(AutoJournal::nowhere);
    AutoClock clock = new AutoClock(time, journal.spent());
    AutoRun run = new AutoRun(clock, seed, new HeldOut.TheLast(), journal);
    return run.watched(() -> new TextRun(corpus, run).run());
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("kind", "text");
    identity.put(
        "data",
        corpus.training().length + " " + corpus.level() + " " + Arrays.hashCode(corpus.training()));
    identity.put("seed", Long.toString(seed));
    return identity;
  }
}
