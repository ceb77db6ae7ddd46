package org.nas4j.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All medians as CSV and as a Markdown table. Ratios are of a competitor's median to that of our
 * engine, or without it to that of our model with oneDNN.
 */
final class Results {

  private static final List<String> COLUMNS = List.of(
      "network",
      "engine",
      "mode",
      "per_second",
      "ratio_to_ours",
      "least",
      "most",
      "rounds",
      "remark");

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Adds a network's contestants after the last round. Of a competitor's several, the fastest
   * counts, mode by mode.
   */
  List<List<String>> add(Workload workload, List<Contestant> contestants) {
    List<List<String>> added = new ArrayList<>();
    for (Mode mode : workload.modes()) {
      Map<Competitor, Contestant> fastest = new EnumMap<>(Competitor.class);
      contestants.stream()
          .sorted(Comparator.comparingDouble(
              each -> each.isAbsent() ? 0 : each.rates(mode).median()))
          .forEach(each -> fastest.put(each.competitor(), each));
      Contestant ours =
          fastest.getOrDefault(Competitor.NAS4J, fastest.get(Competitor.SERVED_ONEDNN));
      fastest.values().forEach(each -> added.add(row(workload, mode, each, ours)));
    }
    rows.addAll(added);
    return added;
  }

  private static List<String> row(Workload workload, Mode mode, Contestant each, Contestant ours) {
    if (each.isAbsent()) {
      String letter = workload.letter();
      return List.of(
          letter, each.competitor().word(), mode.word(), "", "", "", "", "0", each.remark());
    }
    Rates rates = each.rates(mode);
    String ratio = ours == null ? "" : format(rates.median() / ours.rates(mode).median());
    return List.of(
        workload.letter(),
        each.competitor().word(),
        mode.word(),
        format(rates.median()),
        ratio,
        format(rates.least()),
        format(rates.most()),
        Integer.toString(rates.values().size()),
        each.remark());
  }

  /** Four digits tell as much as can be repeated. */
  static String format(double value) {
    int decimals = (int) Math.max(0, 3 - Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  String csv() {
    return csv(COLUMNS, rows);
  }

  static String csv(List<String> columns, List<List<String>> rows) {
    CsvSchema.Builder schema = CsvSchema.builder();
    columns.forEach(schema::addColumn);
    try {
      return new CsvMapper().writer(schema.build().withHeader()).writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text cannot be written as CSV: " + rows, e);
    }
  }

  /** The first lines of the table. */
  static String head() {
    return line(COLUMNS)
        + line(List.of("---", "---", "---", "--:", "--:", "--:", "--:", "--:", "---"));
  }

  /** One line of the table, in columns that stand below each other for people too. */
  static String line(List<String> cells) {
    int[] widths = {7, 21, 5, 10, 13, 9, 9, 6, 13};
    StringBuilder text = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String side = i >= 3 && i <= 7 ? "" : "-";
      text.append(String.format(Locale.ROOT, " %" + side + widths[i] + "s |", cells.get(i)));
    }
    return text.append('\n').toString();
  }
}
