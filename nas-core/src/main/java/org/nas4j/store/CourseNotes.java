package org.nas4j.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.architecture.ArchitectureDocument;
import org.nas4j.internal.json.JsonCursor;

/** Takes notes of a journal's times and reports while it is read. For one thread. */
final class CourseNotes {

  private final Map<Long, RunCourse.Span> spans = new HashMap<>();
  private final Map<Long, List<Evaluation>> reports = new HashMap<>();
  private final SortedMap<Long, Architecture> best = new TreeMap<>();
  private Optional<Instant> begun = Optional.empty();

  /** Of an event that the reader has accepted. */
  void take(String event, JsonCursor at) {
    switch (event) {
      case "run" -> begun = at.find("at").map(CourseNotes::instant);
      case "resume" -> forgetRunning();
      case "start" -> start(EventReader.id(at), EventReader.elapsed(at));
      case "report" ->
        reports
            .computeIfAbsent(EventReader.id(at), id -> new ArrayList<>())
            .add(EventReader.evaluation(at));
      case "best" -> best.put(EventReader.id(at), architecture(at.member("architecture")));
      case "end" -> end(EventReader.id(at), EventReader.elapsed(at));
      default -> {
        // Tells nothing of trials.
      }
    }
  }

  private static Instant instant(JsonCursor at) {
    String text = at.string(EventReader.MAX_TEXT);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw at.error("[" + text + "] is not a time");
    }
  }

  private static Architecture architecture(JsonCursor at) {
    try {
      return ArchitectureDocument.read(at.string(EventReader.MAX_TEXT));
    } catch (IllegalArgumentException e) {
      throw at.error("is no architecture: " + e.getMessage());
    }
  }

  /** Their process has ended, and they are begun again. */
  private void forgetRunning() {
    spans.values().removeIf(span -> span.end().isEmpty());
    reports.clear();
  }

  private void start(long id, Duration at) {
    spans.put(id, new RunCourse.Span(Optional.of(at), Optional.empty()));
    reports.remove(id);
  }

  private void end(long id, Duration at) {
    Optional<Duration> start = Optional.ofNullable(spans.get(id)).flatMap(RunCourse.Span::start);
    spans.put(id, new RunCourse.Span(start, Optional.of(at)));
    reports.remove(id);
  }

  /** The best so far, one after another, whose architectures the journal keeps. */
  SortedMap<Long, Architecture> best() {
    return best;
  }

  Optional<Instant> begun() {
    return begun;
  }

  Map<Long, RunCourse.Span> spans() {
    return spans;
  }

  Map<Long, List<Evaluation>> reports() {
    reports.replaceAll((id, each) -> List.copyOf(each));
    return reports;
  }
}
