package org.nas4j.oneshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.time.Stopwatch;

/** When and where a search writes what it needs to go on. For one run, on one thread. */
final class Checkpoints {

  private final Path file;
  private final Duration every;
  private final LongSupplier ticker;
  private Stopwatch sinceLast;

  /**
   * A file, or none.
   *
   * @param file null for no checkpoints
   * @param every null for the ends of epochs only
   * @param ticker nanoseconds
   */
  Checkpoints(Path file, Duration every, LongSupplier ticker) {
    this.file = file;
    this.every = every;
    this.ticker = ticker;
    this.sinceLast = new Stopwatch(ticker);
  }

  /** What an earlier run left. */
  Optional<Checkpoint> load(Map<String, String> settings) {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = CheckpointFile.read(file);
      List<String> differences = checkpoint.differencesFrom(settings);
      if (!differences.isEmpty()) {
        throw new IllegalStateException("Checkpoint [" + file + "] is of another search:\n  "
            + String.join("\n  ", differences) + "\nMaybe choose another file for this search.");
      }
      return Optional.of(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(Texts.wordsOf(e), e);
    }
  }

  /** Finds at the start, not after an hour, that a supernet cannot be kept. */
  void requireState(Supernet<?> supernet) {
    if (file != null) {
      supernet.state();
    }
  }

  void afterStep(boolean endsEpoch, Supplier<Checkpoint> state) {
    boolean due = endsEpoch || every != null && sinceLast.elapsed().compareTo(every) >= 0;
    if (file != null && due) {
      write(state.get());
      sinceLast = new Stopwatch(ticker);
    }
  }

  private void write(Checkpoint checkpoint) {
    try {
      CheckpointFile.write(file, checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The checkpoint [" + file + "] cannot be written: " + Texts.wordsOf(e)
              + ".\nMaybe there is no room on the disk; the one written before it is whole, and the"
              + " search can go on from there.",
          e);
    }
  }
}
