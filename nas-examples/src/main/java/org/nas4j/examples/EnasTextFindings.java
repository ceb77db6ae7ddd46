package org.nas4j.examples;

import java.util.List;
import java.util.Locale;
import org.nas4j.dl4j.LanguageModel;
import org.nas4j.spaces.EnasRecurrentCell;

/**
 * What {@link EnasText} found.
 *
 * @param finalists trained from scratch: the derived cell, the one of random search, the LSTM
 * @param derived cell of the search
 * @param random cell of random search
 * @param tokens that each finalist was trained on
 * @param networks different cells that were trained in the search
 */
record EnasTextFindings(
    List<Finalist> finalists,
    EnasRecurrentCell derived,
    EnasRecurrentCell random,
    long tokens,
    int networks) {

  /**
   * A model and its perplexities a token.
   *
   * @param name for people
   * @param model trained
   * @param validation by the validation part
   * @param test by the test part, computed once
   * @param seconds of training
   */
  record Finalist(
      String name, LanguageModel model, double validation, double test, double seconds) {}

  String table() {
    StringBuilder table = new StringBuilder(String.format(
        Locale.ROOT,
        "Trained from scratch on %,d tokens each; perplexity a token, test text looked at once%n",
        tokens));
    table.append(String.format(
        "%-24s  %10s  %8s  %12s  %8s%n", "", "validation", "test", "parameters", "seconds"));
    for (Finalist each : finalists) {
      table.append(String.format(
          Locale.ROOT,
          "%-24s  %10.4f  %8.4f  %,12d  %8.1f%n",
          each.name(),
          each.validation(),
          each.test(),
          each.model().parameterCount(),
          each.seconds()));
    }
    return table.append("Derived cell: ").append(describe(derived)).toString();
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
