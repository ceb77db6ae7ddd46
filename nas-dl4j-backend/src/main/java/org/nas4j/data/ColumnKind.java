package org.nas4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.Column;
import org.nas4j.model.TableColumns;

/**
 * What a column of a table holds, found by its cells; what is neither numbers nor a few words is
 * refused by name.
 */
final class ColumnKind {

  /** More different words make no categories. */
  static final int MOST_WORDS = 100;

  /** So many words may be in a column of any length. */
  private static final int FEW_WORDS = 20;

  private static final Pattern DATE = Pattern.compile(
      "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([ T].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}( .*)?");

  private final String name;
  private final char delimiter;
  private final List<String> cells;
  private final boolean someMissing;

  private ColumnKind(Table table, String name) {
    List<String> all = table.cells(name);
    this.name = name;
    this.delimiter = table.delimiter();
    this.cells = all.stream().filter(cell -> !TableColumns.isMissing(cell)).toList();
    this.someMissing = cells.size() < all.size();
  }

  static ColumnKind of(Table table, String name) {
    return new ColumnKind(table, name);
  }

  Column column() {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException(
          "The column [" + name + "] has no value in any row.\nMaybe leave it out: without(…).");
    }
    if (areNumbers(false)) {
      return numbers(false);
    }
    // With a comma between columns, a comma inside of a number stands between thousands.
    if (delimiter != ',' && areNumbers(true)) {
      return numbers(true);
    }
    if (cells.stream().allMatch(cell -> DATE.matcher(cell).matches())) {
      throw refused(
          "holds dates, such as [" + cells.get(0) + "]",
          "leave it out, without(…), or replace it by numbers such as year and month");
    }
    List<String> words = List.copyOf(new TreeSet<>(cells));
    if (words.size() > MOST_WORDS || words.size() > FEW_WORDS && words.size() > cells.size() / 2) {
      throw refused(
          "holds [" + words.size() + "] different texts in [" + cells.size() + "] rows, such as ["
              + cells.get(0) + "]",
          "leave it out, without(…); or it holds numbers, and [" + stranger() + "] is none");
    }
    return new Column.Categories(name, words);
  }

  private String stranger() {
    return cells.stream()
        .filter(cell -> Decimals.parse(cell).isEmpty())
        .findFirst()
        .orElse(cells.get(0));
  }

  private IllegalArgumentException refused(String fault, String advice) {
    return new IllegalArgumentException(
        "The column [" + name + "] " + fault + ".\nMaybe " + advice + ".");
  }

  private OptionalDouble number(String cell, boolean decimalComma) {
    return Decimals.parse(decimalComma ? cell.replace(',', '.') : cell);
  }

  private boolean areNumbers(boolean decimalComma) {
    return cells.stream().allMatch(cell -> number(cell, decimalComma).isPresent());
  }

  private Column.Numbers numbers(boolean decimalComma) {
    double[] sorted = cells.stream()
        .mapToDouble(cell -> number(cell, decimalComma).orElseThrow())
        .sorted()
        .toArray();
    if (!Arrays.stream(sorted).allMatch(value -> Float.isFinite((float) value))) {
      throw refused(
          "holds numbers that are more than a float can hold", "it is in a very small unit");
    }
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Column.Numbers(name, median, someMissing, decimalComma, LongTail.curve(sorted));
  }
}
