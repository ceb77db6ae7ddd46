package org.nas4j.internal.text;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Decimal numbers as people and programs of all languages write them in tables. What Java alone
 * takes for a number ("7d", "0x1p3", digits of other scripts), and NaN and infinity by name, are
 * none. Stateless.
 */
public final class Decimals {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private Decimals() {}

  /**
   * Reads a number.
   *
   * @param text without white space around it
   * @return empty if it is none; infinite if it is too large
   */
  public static OptionalDouble parse(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
