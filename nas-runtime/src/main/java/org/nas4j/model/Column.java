package org.nas4j.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How one column of a table becomes numbers. */
public sealed interface Column permits Column.Numbers, Column.Categories {

  /**
   * The name of the column.
   *
   * @return as in the header of the table, or its number from 0
   */
  String name();

  /**
   * How many numbers it becomes.
   *
   * @return at least 1
   */
  int width();

  /**
   * A column of numbers.
   *
   * @param name of the column
   * @param fill stands for a value that is missing; the median of the training data, say
   * @param flagsMissing whether a second number tells that a value was missing: 1, else 0
   * @param decimalComma whether the numbers of a text have a decimal comma
   * @param curve what becomes of a number, that which fills included; empty if it stays as it is
   */
  record Numbers(
      String name,
      double fill,
      boolean flagsMissing,
      boolean decimalComma,
      Optional<QuantileCurve> curve)
      implements Column {

    /** Checks. */
    public Numbers {
      requireName(name);
      if (!Double.isFinite((float) fill)) {
        throw new IllegalArgumentException(
            "What fills the column [" + name + "] must be a finite number, but is [" + fill + "].");
      }
    }

    /**
     * Numbers that stay as they are.
     *
     * @param name of the column
     * @param fill stands for a value that is missing
     * @param flagsMissing whether a second number tells that a value was missing
     * @param decimalComma whether the numbers of a text have a decimal comma
     */
    public Numbers(String name, double fill, boolean flagsMissing, boolean decimalComma) {
      this(name, fill, flagsMissing, decimalComma, Optional.empty());
    }

    @Override
    public int width() {
      return flagsMissing ? 2 : 1;
    }

    /** What the network gets for a number. */
    float encoded(double value) {
      return (float) (curve.isPresent() ? curve.get().at(value) : value);
    }
  }

  /**
   * A column of words, each of which becomes a number of its own: 1 where it stands, else 0. A
   * missing value makes all of them 0; a word that is not among them is refused.
   *
   * @param name of the column
   * @param options the words, all different
   */
  record Categories(String name, List<String> options) implements Column {

    /** Checks and copies. */
    public Categories {
      requireName(name);
      options = List.copyOf(options);
      if (options.isEmpty() || options.stream().distinct().count() < options.size()) {
        throw new IllegalArgumentException("The words of the column [" + name
            + "] must differ and be one at least, but are " + options + ".");
      }
    }

    @Override
    public int width() {
      return options.size();
    }
  }

  private static void requireName(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("A column needs a name, but has [" + name + "].");
    }
  }
}
