package org.nas4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nas4j.search.Trial;

/** What a run came to, in a few lines. Stateless. */
final class ResultWords {

  private static final double MILLIS = 1000;

  private ResultWords() {}

  static String of(SearchResult<?> result) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(
        Locale.ROOT,
        "SearchResult of %d trials in %.1f s%s",
        result.trials().size(),
        result.elapsed().toMillis() / MILLIS,
        counts(result)));
    lines.add("ended: " + FailedTrials.firstLine(result.stopReason()));
    result.best().ifPresent(best -> lines.add("best: " + best));
    result.finalists().stream().findFirst().ifPresent(chosen -> lines.add("chosen: " + chosen));
    result.failures().forEach((reason, trials) -> lines.add("failed: " + reason + ": " + trials));
    result.whyNoBest().ifPresent(lines::add);
    return String.join("\n  ", lines);
  }

  /** Nothing is said of what did not happen. */
  private static String counts(SearchResult<?> result) {
    StringBuilder text = new StringBuilder();
    add(text, result.trials().stream().filter(Trial::wasEvaluated).count(), "evaluated");
    add(text, result.stopped().size(), "stopped before their end");
    add(text, result.failures().values().stream().mapToLong(FailedTrials::count).sum(), "failed");
    add(text, result.rejections().values().stream().mapToLong(Long::longValue).sum(), "not built");
    add(text, result.duplicates(), "duplicates");
    return text.toString();
  }

  private static void add(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(text.length() == 0 ? ": " : ", ").append(count).append(' ').append(what);
    }
  }
}
