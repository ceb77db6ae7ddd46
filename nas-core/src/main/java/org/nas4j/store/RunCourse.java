package org.nas4j.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Evaluation;

/**
 * A journal with what only people want to know: when each trial began and ended, and how far those
 * that run have come. A run that goes on needs none of it, so {@link Journal} leaves it out.
 * Immutable.
 *
 * @param journal what the run is, and its trials
 * @param begun when the run was begun, by the clock of its machine, if the journal tells
 * @param spans when trials ran, by their ids; of a trial that was begun twice, the second time
 * @param reports what the trials that run have reported so far, by their ids
 * @param best architectures of the trials that were the best so far when they ended, by their ids,
 *     in the order of the trials; none of spaces that build something else, nor of journals of the
 *     first version
 */
public record RunCourse(
    Journal journal,
    Optional<Instant> begun,
    Map<Long, Span> spans,
    Map<Long, List<Evaluation>> reports,
    SortedMap<Long, Architecture> best) {

  /**
   * When a trial ran, in time that the run had gone on, breaks between processes left out.
   *
   * @param start when its evaluation began; empty if it was not evaluated
   * @param end when it ended; empty if it runs
   */
  public record Span(Optional<Duration> start, Optional<Duration> end) {

    /** Of a trial that nothing is known of. */
    public static final Span UNKNOWN = new Span(Optional.empty(), Optional.empty());

    /** Checks. */
    public Span {
      requireNonNull(start, "start");
      requireNonNull(end, "end");
    }
  }

  /** Checks and copies. */
  public RunCourse {
    requireNonNull(journal, "journal");
    requireNonNull(begun, "begun");
    spans = Map.copyOf(spans);
    reports = Map.copyOf(reports);
    best = Collections.unmodifiableSortedMap(new TreeMap<>(best));
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
  public static RunCourse read(Path path) throws IOException {
    CourseNotes notes = new CourseNotes();
    Journal journal = Journal.of(path, JournalReader.read(path, notes));
    return new RunCourse(journal, notes.begun(), notes.spans(), notes.reports(), notes.best());
  }
}
