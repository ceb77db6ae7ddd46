package org.nas4j.benchmarks.arena;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** All standings as a table, as CSV and as Markdown. Rows come in the order of the standings. */
final class Summary {

  private static final List<String> COLUMNS = List.of(
      "table",
      "strategy",
      "seeds",
      "mean",
      "std",
      "median",
      "regret",
      "p_value",
      "milliseconds_per_trial");

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Adds the standings on one table.
   *
   * @param standings the reference among them
   * @param reference whom the rank test compares with
   */
  void add(List<Standing> standings, Standing reference) {
    for (Standing each : standings) {
      OptionalDouble same = each.probabilityOfSameAs(reference);
      rows.add(List.of(
          each.contest().table().name(),
          each.contest().name(),
          Integer.toString(each.seeds()),
          format("%.4f", each.mean()),
          format("%.4f", each.deviation()),
          format("%.4f", each.median()),
          format("%.4f", each.regret()),
          same.isPresent() ? format("%.3g", same.getAsDouble()) : "",
          format("%.4f", each.millisecondsPerTrial())));
    }
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  String csv() {
    return csv(COLUMNS, rows);
  }

  /** Rows under their header. */
  static String csv(List<String> columns, List<List<String>> rows) {
    CsvSchema.Builder schema = CsvSchema.builder();
    columns.forEach(schema::addColumn);
    try {
      return new CsvMapper().writer(schema.build().withHeader()).writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text cannot be written as CSV: " + rows, e);
    }
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, COLUMNS);
    line(text, List.of("---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"));
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  /** A row of Markdown. */
  static void line(StringBuilder text, List<String> cells) {
    text.append("| ");
    text.append(
        String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()));
    text.append(" |\n");
  }
}
