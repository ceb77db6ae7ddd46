package org.nas4j.tabular;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.eval.Metric;
import org.nas4j.internal.text.Decimals;

/** The rows of a table: which combination of options is where, and the columns of numbers. */
final class Table {

  private static final int START = 1024;

  private final TableDescription description;
  private final CsvTable csv;
  private final Map<List<Integer>, Integer> rows = new HashMap<>();
  private final Map<String, Column> columns = new HashMap<>();
  private final List<Integer> lines = new ArrayList<>();

  /** A growing column of numbers. */
  private static final class Column {
    private final boolean required;
    private double[] values = new double[START];

    Column(boolean required) {
      this.required = required;
    }

    void set(int row, double value) {
      if (row == values.length) {
        values = Arrays.copyOf(values, 2 * row);
      }
      values[row] = value;
    }
  }

  private Table(TableDescription description, CsvTable csv) {
    this.description = description;
    this.csv = csv;
    description.figures().forEach(figure -> columns.put(figure.name(), new Column(false)));
    columns.put(description.search().name(), new Column(true));
    columns.put(description.report().name(), new Column(true));
    description.costColumn().ifPresent(cost -> columns.put(cost, new Column(true)));
  }

  static Table read(TableDescription description, String file, byte[] bytes) throws IOException {
    CsvTable csv = new CsvTable(file, bytes);
    Table table = new Table(description, csv);
    csv.read(table::add);
    description.decisionColumns().forEach(csv::column);
    table.columns.keySet().forEach(csv::column);
    if (table.lines.isEmpty()) {
      throw new IllegalArgumentException("[" + file + "] has a header but no row.");
    }
    return table;
  }

  private void add(int line, List<String> cells) {
    List<Integer> options = new ArrayList<>();
    for (int i = 0; i < description.decisions().size(); i++) {
      options.add(option(line, i, cells));
    }
    Integer earlier = rows.putIfAbsent(List.copyOf(options), lines.size());
    if (earlier != null) {
      throw csv.error(
          line, "the options " + options + " are in line [" + lines.get(earlier) + "] already");
    }
    columns.forEach((name, column) ->
        column.set(lines.size(), number(line, name, cells.get(csv.column(name)), column.required)));
    lines.add(line);
  }

  private int option(int line, int decision, List<String> cells) {
    String column = description.decisionColumns().get(decision);
    int size = description.decisions().get(decision).size();
    String cell = cells.get(csv.column(column));
    try {
      int option = Integer.parseInt(cell);
      if (option >= 0 && option < size) {
        return option;
      }
    } catch (NumberFormatException e) {
      // Complained about below, as a number out of range is.
    }
    throw csv.error(
        line,
        column,
        "must be the index of an option, from [0] to [" + (size - 1) + "], but is [" + cell + "]");
  }

  private double number(int line, String column, String cell, boolean required) {
    if (cell.isEmpty() && !required) {
      return Double.NaN;
    }
    if (!required && cell.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    double value = Decimals.parse(cell).orElse(Double.NaN);
    if (Double.isFinite(value)) {
      return value;
    }
    throw csv.error(line, column, "must be a number, but is [" + cell + "]");
  }

  int size() {
    return lines.size();
  }

  /** The row of a combination of options, or null if there is none. */
  Integer row(List<Integer> options) {
    return rows.get(options);
  }

  double value(Metric metric, int row) {
    return value(metric.name(), row);
  }

  /** The value of a column; NaN where a further figure has none. */
  double value(String column, int row) {
    return columns.get(column).values[row];
  }
}
