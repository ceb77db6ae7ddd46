package org.nas4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** Different texts that are told apart, should they be as many as rows. */
  private static final int MOST_COUNTED = 10_000;

  /** So many words may be in a column of any length. */
  private static final int FEW_WORDS = 20;

  private static final Pattern DATE = Pattern.compile(
      "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([ T].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}( .*)?");

  private final String name;
  private final char delimiter;
  private final List<String> all;
  private final long present;

  private ColumnKind(Table table, String name) {
    this.name = name;
    this.delimiter = table.delimiter();
    this.all = table.cells(name);
    this.present = cells().count();
  }

  /** Those that are not missing, one after the other: a column may be larger than the heap. */
  private Stream<String> cells() {
    return all.stream().filter(cell -> !TableColumns.isMissing(cell));
  }

  static ColumnKind of(Table table, String name) {
    return new ColumnKind(table, name);
  }

  Column column() {
    if (present == 0) {
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
    if (cells().allMatch(cell -> DATE.matcher(cell).matches())) {
      throw refused(
          "holds dates, such as [" + first() + "]",
          "leave it out, without(…), or replace it by numbers such as year and month");
    }
    List<String> words = cells().distinct().limit(MOST_COUNTED).sorted().toList();
    if (words.size() > MOST_WORDS || words.size() > FEW_WORDS && words.size() > present / 2) {
      throw refused(
          "holds [" + words.size() + (words.size() == MOST_COUNTED ? " or more" : "")
              + "] different texts in [" + present + "] rows, such as [" + first() + "]",
          "leave it out, without(…); or it holds numbers, and [" + stranger() + "] is none");
    }
    return new Column.Categories(name, words);
  }

  private String stranger() {
    return cells()
        .filter(cell -> Decimals.parse(cell).isEmpty())
        .findFirst()
        .orElseGet(this::first);
  }

  private String first() {
    return cells().findFirst().orElseThrow();
  }

  private IllegalArgumentException refused(String fault, String advice) {
    return new IllegalArgumentException(
        "The column [" + name + "] " + fault + ".\nMaybe " + advice + ".");
  }

  private OptionalDouble number(String cell, boolean decimalComma) {
    return Decimals.parse(decimalComma ? cell.replace(',', '.') : cell);
  }

  private boolean areNumbers(boolean decimalComma) {
    return cells().allMatch(cell -> number(cell, decimalComma).isPresent());
  }

  private Column.Numbers numbers(boolean decimalComma) {
    double[] sorted = cells()
        .mapToDouble(cell -> number(cell, decimalComma).orElseThrow())
        .sorted()
        .toArray();
    if (!Arrays.stream(sorted).allMatch(value -> Float.isFinite((float) value))) {
      throw refused(
          "holds numbers that are more than a float can hold", "it is in a very small unit");
    }
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Column.Numbers(
        name, median, present < all.size(), decimalComma, LongTail.curve(sorted));
  }
}
