package org.nas4j.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.space.SearchSpace;

/**
 * What Ctrl-C, or the end of the machine, leaves of searches on shared weights: a checkpoint of
 * each, at most a minute old, what was decided by the clock, the best network of the last epoch,
 * and a line that says how to go on. For one thread, and one search after the other.
 */
public final class KeptOneShot implements AutoCloseable {

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(1);

  private final Path folder;
  private final boolean resumes;
  private final ClockDecisions decisions;
  private final Farewell farewell;

  /**
   * Watches for the end of the program.
   *
   * @param folder for all files
   * @param resumes whether to go on with what is there, which is deleted otherwise
   * @param circumstances options that must be the same to go on
   * @param out for the last line
   */
  public KeptOneShot(
      Path folder, boolean resumes, Map<String, ?> circumstances, Consumer<String> out)
      throws IOException {
    this.folder = folder;
    this.resumes = resumes;
    this.decisions = ClockDecisions.open(folder.resolve("decisions.json"), resumes, circumstances);
    this.farewell = new Farewell(
        folder,
        "The checkpoint and the best network of the last epoch (" + BestSoFar.NAME + ")",
        out);
  }

  public ClockDecisions decisions() {
    return decisions;
  }

  /** Keeps a search under a name. */
  public <A> OneShotSearch.Builder<A> keep(OneShotSearch.Builder<A> search, String name) {
    Path checkpoint = folder.resolve(name + ".checkpoint");
    if (!resumes) {
      try {
        Files.deleteIfExists(checkpoint);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return search.checkpoint(checkpoint).checkpointEvery(BETWEEN_CHECKPOINTS);
  }

  /** Writes down the best network of an epoch. */
  public void tell(OneShotEpoch epoch, SearchSpace<?> space) {
    epoch
        .best()
        .ifPresent(best -> new BestSoFar(folder).write(best, space.replay(best).architecture()));
  }

  @Override
  public void close() {
    farewell.close();
  }
}
