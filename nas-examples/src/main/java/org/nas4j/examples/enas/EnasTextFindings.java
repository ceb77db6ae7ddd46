package org.nas4j.examples.enas;

import java.util.List;
import java.util.Locale;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/**
 * What {@link EnasText} found.
 *
 * @param finalists trained from scratch: the derived cell, the one of random search, the LSTM on as
 *     many tokens and in as much time
 * @param derived of the search
 * @param random of random search
 */
record EnasTextFindings(
    List<TrainedCell> finalists,
    OneShotResult<EnasRecurrentCell> derived,
    OneShotResult<EnasRecurrentCell> random) {

  String table() {
    StringBuilder table = new StringBuilder(String.format(
        "Trained from scratch; perplexity a token, test text looked at once%n%-24s  %10s  %8s  %10s  %12s  %8s%n",
        "", "validation", "test", "parameters", "tokens", "seconds"));
    for (TrainedCell each : finalists) {
      table.append(String.format(
          Locale.ROOT,
          "%-24s  %10.4f  %8.4f  %,10d  %,12d  %8.1f%n",
          each.name(),
          each.validation(),
          each.test(),
          each.model().parameterCount(),
          each.tokens(),
          each.seconds()));
    }
    return table
        .append("Derived cell: ")
        .append(describe(derived.architecture()))
        .toString();
  }

  static String describe(EnasRecurrentCell cell) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.nodes().size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(i)
          .append(" from ")
          .append(i == 0 ? "input" : Integer.toString(cell.nodes().get(i).previous()))
          .append(' ')
          .append(cell.activation(i).name().toLowerCase(Locale.ROOT));
    }
    return text.append("; mean of ").append(cell.outputs()).toString();
  }
}
