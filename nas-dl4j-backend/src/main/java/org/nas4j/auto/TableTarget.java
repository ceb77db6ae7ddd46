package org.nas4j.auto;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nas4j.data.Table;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.TableColumns;

/** What the column that is to be foretold holds: classes or numbers. */
final class TableTarget {

  private static final int MOST_CLASSES_OF_NUMBERS = 20;
  private static final int MOST_CLASSES = 100;
  private static final int FEWEST_ROWS = 5;
  private static final double NEARLY_ALL = 0.9;

  /** Different values that are looked at, should they be as many as rows. */
  private static final int MOST_VALUES = 10_000;

  private final String name;
  private final List<String> cells;
  private final Set<String> values;

  private TableTarget(Table rows, String name) {
    this.name = name;
    this.cells = rows.cells(name);
    this.values =
        known().distinct().limit(MOST_VALUES).collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> known() {
    return cells.stream().filter(cell -> !TableColumns.isMissing(cell));
  }

  /**
   * Rows of which the target is known.
   *
   * @throws IllegalArgumentException if there is no such column, or nothing to foretell in it
   */
  static Table known(Table rows, String target) {
    TableTarget of = new TableTarget(rows, target);
    if (of.values.isEmpty()) {
      throw of.refused(
          "has no value in any of the [" + rows.size() + "] rows",
          "another column is the target: " + others(rows, target));
    }
    int[] known = IntStream.range(0, rows.size())
        .filter(i -> !TableColumns.isMissing(of.cells.get(i)))
        .toArray();
    if (known.length < FEWEST_ROWS) {
      throw of.refused(
          "has a value in [" + known.length + "] rows only, but [" + FEWEST_ROWS
              + "] at least are needed",
          "the file was cut, or another column is the target: " + others(rows, target));
    }
    if (rows.columns().size() == 1) {
      throw of.refused(
          "is the only one, so that there is nothing to foretell it from",
          "columns are separated otherwise: by commas, semicolons, tabs or bars");
    }
    if (of.values.size() == 1) {
      throw of.refused(
          "is [" + of.values.iterator().next() + "] in all rows, so that there is nothing to learn",
          "another column is the target: " + others(rows, target));
    }
    of.requireOneKind();
    return known.length == rows.size() ? rows : rows.subset(known);
  }

  private static List<String> others(Table rows, String target) {
    return rows.columns().stream().filter(each -> !each.equals(target)).toList();
  }

  private void requireOneKind() {
    Optional<String> word = known().filter(each -> number(each).isEmpty()).findFirst();
    if (word.isEmpty()) {
      return;
    }
    long numbers = values.stream().filter(each -> number(each).isPresent()).count();
    if (numbers > MOST_CLASSES_OF_NUMBERS && numbers >= NEARLY_ALL * values.size()) {
      throw refused(
          "holds numbers, but [" + word.get() + "] in row [" + cells.indexOf(word.get())
              + "] is none",
          "correct the cell, or leave it empty");
    }
    if (values.size() > MOST_CLASSES) {
      throw refused(
          "holds [" + values.size() + (values.size() == MOST_VALUES ? " or more" : "")
              + "] different texts, such as [" + word.get() + "], which are too many classes",
          "another column is the target");
    }
  }

  private IllegalArgumentException refused(String fault, String advice) {
    return new IllegalArgumentException(
        "The column [" + name + "] to foretell " + fault + ".\nMaybe " + advice + ".");
  }

  /** Whether it holds classes: words, or a few whole numbers. */
  static boolean isClass(Table rows, String target) {
    Set<String> values = new TableTarget(rows, target).values;
    boolean words = values.stream().anyMatch(value -> number(value).isEmpty());
    boolean few = values.size() <= MOST_CLASSES_OF_NUMBERS
        && values.stream().allMatch(value -> isWhole(number(value)));
    return words || few;
  }

  private static OptionalDouble number(String cell) {
    return Decimals.parse(cell.replace(',', '.'));
  }

  private static boolean isWhole(OptionalDouble number) {
    return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
  }
}
