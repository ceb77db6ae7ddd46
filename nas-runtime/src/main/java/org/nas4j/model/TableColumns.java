package org.nas4j.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
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

  private static final int MOST_SHOWN = 20;
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
   * @throws IllegalArgumentException if a number is none, a word is none of those that its column
   *     had in training, or no column of the row is known
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
      values[at] = numbers.encoded(missing ? numbers.fill() : number(numbers, cell.strip()));
      if (numbers.flagsMissing()) {
        values[at + 1] = missing ? 1 : 0;
      }
    } else if (column instanceof Column.Categories categories) {
      if (isUnknown(categories, cell)) {
        throw unknown(categories, cell);
      }
      int option = cell == null ? -1 : categories.options().indexOf(cell.strip());
      if (option >= 0) {
        values[at + option] = 1;
      }
    }
  }

  private static boolean isUnknown(Column.Categories column, String cell) {
    return !isMissing(cell) && !column.options().contains(cell.strip());
  }

  private static IllegalArgumentException unknown(Column.Categories column, String cell) {
    List<String> words = column.options();
    String more =
        words.size() > MOST_SHOWN ? " and [" + (words.size() - MOST_SHOWN) + "] more" : "";
    return new IllegalArgumentException("The column [" + column.name() + "] has the word [" + cell
        + "], which training did not meet; known are "
        + words.subList(0, Math.min(MOST_SHOWN, words.size())) + more
        + ".\nMaybe it is spelled in another way; withoutUnknownWords(row) leaves such words out,"
        + " and they count as missing.");
  }

  /**
   * The words of a row that training did not meet, of which a model knows nothing.
   *
   * @param row cells by the names of their columns
   * @return words by the names of their columns, in the columns' order; empty if all are known
   */
  public Map<String, String> unknownWords(Map<String, String> row) {
    Map<String, String> unknown = new LinkedHashMap<>();
    for (Column column : columns) {
      String cell = row.get(column.name());
      if (column instanceof Column.Categories categories && isUnknown(categories, cell)) {
        unknown.put(column.name(), cell);
      }
    }
    return unknown;
  }

  /**
   * The same row without the words that training did not meet, so that they count as missing.
   *
   * @param row cells by the names of their columns
   * @return the row, in which columns of unknown words have no value
   */
  public Map<String, String> withoutUnknownWords(Map<String, String> row) {
    Map<String, String> known = new LinkedHashMap<>(row);
    unknownWords(row).keySet().forEach(name -> known.put(name, ""));
    return known;
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
