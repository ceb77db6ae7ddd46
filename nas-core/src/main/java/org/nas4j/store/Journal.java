package org.nas4j.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;

/**
 * What a journal tells, at the moment of reading: the run may go on meanwhile. Immutable.
 *
 * @param header what identifies the run
 * @param log its trials so far
 * @param running ids of the trials that have started and not ended; of a run that was killed too
 * @param stopReason why the run ended; empty if it goes on or was killed
 * @param finals the latest final round, in which the best were evaluated again; empty if none began
 */
public record Journal(
    RunHeader header,
    RunLog log,
    Set<Long> running,
    Optional<String> stopReason,
    Optional<FinalRound> finals) {

  /** Checks and copies. */
  public Journal {
    requireNonNull(header, "header");
    requireNonNull(log, "log");
    running = Set.copyOf(running);
    requireNonNull(stopReason, "stopReason");
    requireNonNull(finals, "finals");
  }

  /**
   * A round in which the best of a search are evaluated again. Immutable.
   *
   * @param plan what identifies it: candidates, seeds, evaluator
   * @param trials those that have ended, in the order of their ids, which count from 0
   */
  public record FinalRound(Map<String, String> plan, List<Trial> trials) {

    /** Checks and copies. */
    public FinalRound {
      plan = Map.copyOf(plan);
      trials = List.copyOf(trials);
    }
  }

  /**
   * Reads a journal, whether a run writes to it at the moment or not. A last line that is torn is
   * left out.
   *
   * @param path the file
   * @return what its whole lines say
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no journal, or a line is damaged, with the number of
   *     the line
   */
  public static Journal read(Path path) throws IOException {
    return of(path, JournalReader.read(path));
  }

  static Journal of(Path path, JournalReader reader) {
    return reader
        .journal()
        .orElseThrow(() -> new IllegalArgumentException("[" + path
            + "] holds no whole line.\nMaybe the run has only just begun, or it is no journal."));
  }

  /**
   * A run's log on disk, which is made or gone on with when a run opens it: a line of JSON per
   * event, with a checksum, that plain tools can read.
   *
   * <p>What is durable when. Nothing is lost when the process dies, however it dies. When the
   * machine dies, at most 20 ms of evaluation, or what a second brought, is evaluated again.
   *
   * @param path the file; its folder must be there
   * @param clock tells the time
   * @return the store; one process writes to a file, any number may {@link #read} it
   */
  public static TrialStore store(Path path, Clock clock) {
    return new JournalTrialStore(path, clock);
  }

  /**
   * The same with a ticker of its own, for what tests time.
   *
   * @param path the file; its folder must be there
   * @param clock tells the time, for stamps
   * @param ticker measures time: nanoseconds since any moment, as {@link System#nanoTime}
   * @return a store, for one run
   */
  public static TrialStore store(Path path, Clock clock, LongSupplier ticker) {
    return new JournalTrialStore(path, clock, ticker);
  }
}
