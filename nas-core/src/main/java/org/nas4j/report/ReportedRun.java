package org.nas4j.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.search.RunHeader;
import org.nas4j.search.Trial;
import org.nas4j.store.Journal;
import org.nas4j.store.RunCourse;

/**
 * One run of a report, whether it comes from a journal or from a result.
 *
 * @param name for people
 * @param trials in the order of their ids
 * @param options texts of options by decision, of those whose number tells the text
 * @param spans when trials ran; empty if only their durations are known
 * @param running trials that have begun and not ended, with what they reported
 * @param ended false if the run goes on, or was killed
 * @param state how it ended, in words
 * @param elapsed how long it has gone on
 * @param facts what the run's header says: groups of names and values
 */
record ReportedRun(
    String name,
    List<Trial> trials,
    Map<String, List<String>> options,
    Map<Long, RunCourse.Span> spans,
    Map<Long, List<Evaluation>> running,
    boolean ended,
    String state,
    Duration elapsed,
    Map<String, Map<String, String>> facts) {

  private static final String GOES_ON = "The run goes on, or was killed.";

  static ReportedRun of(String name, RunCourse course) {
    Journal journal = course.journal();
    RunHeader header = journal.header();
    Map<Long, List<Evaluation>> running = new LinkedHashMap<>();
    journal.running().stream()
        .sorted()
        .forEach(id -> running.put(id, course.reports().getOrDefault(id, List.of())));
    return new ReportedRun(
        name,
        own(journal.log().trials()),
        options(header),
        course.spans(),
        running,
        journal.stopReason().isPresent(),
        journal.stopReason().orElse(GOES_ON),
        journal.log().elapsed(),
        facts(header, course.begun()));
  }

  static ReportedRun of(String name, SearchResult<?> result) {
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    facts.put("Settings", result.settings());
    facts.put("Provenance", result.provenance());
    return new ReportedRun(
        name,
        result.trials(),
        Map.of(),
        Map.of(),
        Map.of(),
        true,
        result.stopReason(),
        result.elapsed(),
        facts);
  }

  private static List<Trial> own(List<Trial> trials) {
    return trials.stream().filter(trial -> trial.id() >= 0).toList();
  }

  /**
   * Journals of the first version do not say which decisions vary, so their numbers stand for
   * themselves.
   */
  private static Map<String, List<String>> options(RunHeader header) {
    if (header.search().isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> options = new LinkedHashMap<>(header.space().decisions());
    options.keySet().removeAll(header.space().varying());
    return options;
  }

  private static Map<String, Map<String, String>> facts(RunHeader header, Optional<Instant> begun) {
    Map<String, String> search = new LinkedHashMap<>();
    search.put("strategy", header.strategy());
    header.settings().forEach((name, value) -> search.put("strategy." + name, value));
    search.put("seed", Long.toString(header.seed()));
    search.put("lookahead", Integer.toString(header.lookahead()));
    search.putAll(header.search());
    Map<String, String> provenance = new LinkedHashMap<>();
    begun.ifPresent(time -> provenance.put("begun", time.toString()));
    provenance.putAll(header.provenance());
    Map<String, String> space = new LinkedHashMap<>();
    space.put("digest", header.space().digest());
    header.space().decisions().forEach((name, texts) -> space.put(name, String.join(" · ", texts)));
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    facts.put("Settings", search);
    facts.put("Provenance", provenance);
    facts.put("Space", space);
    return facts;
  }
}
