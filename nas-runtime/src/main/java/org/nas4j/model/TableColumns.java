package org.nas4j.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a row of a table becomes the numbers that a network takes, in training and at prediction
 * alike: column by column, in their order.
 *
 * @param columns at least one, of different names
 */
public record TableColumns(List<Column> columns) {

  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null", "none");

  /** Checks and copies. */
  public TableColumns {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A table needs at least one column, but has none.");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("Two columns have the name [" + column.name() + "].");
      }
    }
  }

  /**
   * Whether a cell holds no value: it is empty, or one of ?, NA, N/A, NaN, null and none, in small
   * or capital letters.
   *
   * @param cell a text; null counts as missing
   * @return true if there is no value
   */
  public static boolean isMissing(String cell) {
    return cell == null || MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * How many numbers a row becomes.
   *
   * @return at least 1
   */
  public int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  /**
   * The names of the columns.
   *
   * @return in their order
   */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * Turns a row into numbers.
   *
   * @param row cells by the names of their columns; a column that lacks counts as missing, others
   *     than those known are not looked at
   * @return as many numbers as {@link #width}
   * @throws IllegalArgumentException if a number is none, or no column of the row is known
   */
  public float[] encode(Map<String, String> row) {
    if (columns.stream().noneMatch(column -> row.containsKey(column.name()))) {
      throw new IllegalArgumentException("The row has the columns " + row.keySet()
          + ", of which none is known; known are " + names()
          + ".\nMaybe the names are spelled in another way.");
    }
    float[] values = new float[width()];
    int at = 0;
    for (Column column : columns) {
      encode(column, row.get(column.name()), values, at);
      at += column.width();
    }
    return values;
  }

  private static void encode(Column column, String cell, float[] values, int at) {
    if (column instanceof Column.Numbers numbers) {
      boolean missing = isMissing(cell);
      values[at] = missing ? (float) numbers.fill() : number(numbers, cell.strip());
      if (numbers.flagsMissing()) {
        values[at + 1] = missing ? 1 : 0;
      }
    } else if (column instanceof Column.Categories categories && cell != null) {
      int option = categories.options().indexOf(cell.strip());
      if (option >= 0) {
        values[at + option] = 1;
      }
    }
  }

  private static float number(Column.Numbers column, String cell) {
    float value;
    try {
      value = Float.parseFloat(column.decimalComma() ? cell.replace(',', '.') : cell);
    } catch (NumberFormatException e) {
      throw notNumber(column, cell);
    }
    if (!Float.isFinite(value)) {
      throw notNumber(column, cell);
    }
    return value;
  }

  private static IllegalArgumentException notNumber(Column.Numbers column, String cell) {
    return new IllegalArgumentException("The column [" + column.name()
        + "] holds numbers, but got ["
        + cell + "].\nMaybe the decimal mark is another one; leave the text empty if there is no"
        + " value.");
  }
}
