package org.nas4j.internal.checks;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The one place that says how long texts in logs may be and what they may hold, so that whatever is
 * accepted once can be written, sent to another process and read again. Stateless.
 */
public final class Texts {

  private static final int MOST_CAUSES = 8;

  /** Most characters of a name: of a decision, an option, a metric. */
  public static final int LONGEST_NAME = 1_000;

  /** Most characters of a reason that failures are counted by. */
  public static final int LONGEST_REASON = 200;

  /** Most characters of a message for people. */
  public static final int LONGEST_MESSAGE = 10_000;

  private static final char REPLACEMENT = '\uFFFD';

  private static final int DIGITS_SHOWN = 6;
  private static final double SMALLEST_PLAIN = 1e-5;
  private static final double LARGEST_PLAIN = 1e12;

  private Texts() {}

  /**
   * A number for people: six digits, which is more than any measurement has.
   *
   * @param value any number
   * @return without zeros behind, and without an exponent unless it is very large or small
   */
  public static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(value).round(new MathContext(DIGITS_SHOWN));
    double size = Math.abs(value);
    return value == 0 || size >= SMALLEST_PLAIN && size < LARGEST_PLAIN
        ? digits.stripTrailingZeros().toPlainString()
        : Double.toString(digits.doubleValue());
  }

  /**
   * A name, by which things are told apart.
   *
   * @param name the name
   * @param of what has it, as in "decision"
   * @return the name
   * @throws IllegalArgumentException if it is blank, longer than {@link #LONGEST_NAME}, or holds
   *     half of a surrogate pair, which no encoding can write
   */
  public static String name(String name, String of) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A " + of + " needs a name, but got [" + name + "].");
    }
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("The name of a " + of + " may have [" + LONGEST_NAME
          + "] characters, but [" + name.substring(0, 40) + "…] has [" + name.length() + "].");
    }
    if (!whole(name).equals(name)) {
      throw new IllegalArgumentException("The name [" + whole(name) + "] of a " + of
          + " holds half of a surrogate pair, which is no character.");
    }
    return name;
  }

  /**
   * A text for people, as it is kept: cut if it is too long, with {@code U+FFFD} in place of what
   * is no character.
   *
   * @param text any text
   * @param longest most characters that are kept
   * @return the text, or its beginning and "…"
   */
  public static String cut(String text, int longest) {
    return whole(text.length() <= longest ? text : text.substring(0, longest - 1) + "…");
  }

  private static String whole(String text) {
    StringBuilder whole = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        whole = whole == null ? new StringBuilder(text) : whole;
        whole.setCharAt(i, REPLACEMENT);
      }
    }
    return whole == null ? text : whole.toString();
  }

  /**
   * The message of whatever was thrown, even if asking for it throws too.
   *
   * @param thrown by somebody else's code
   * @return its message; what there is to say of it if it has none
   */
  public static String messageOf(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "no message" : message;
    } catch (Throwable e) {
      return "its message cannot be told, since [" + e.getClass().getName()
          + "] was thrown instead";
    }
  }

  /**
   * What went wrong, for the end of a sentence: many exceptions of the system have no message but
   * their class, or only their cause has one.
   *
   * @param thrown by the system or somebody else's code
   * @return its message; else names of classes, to the first cause that has a message
   */
  public static String wordsOf(Throwable thrown) {
    StringBuilder words = new StringBuilder();
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
      boolean speaks = hasMessage(each);
      words.append(words.isEmpty() ? "" : ", ").append(speaks ? messageOf(each) : nameOf(each));
      each = speaks ? null : each.getCause();
    }
    return words.toString();
  }

  private static boolean hasMessage(Throwable thrown) {
    try {
      return thrown.getMessage() != null && !thrown.getMessage().isBlank();
    } catch (Throwable e) {
      return true;
    }
  }

  /**
   * What is thrown is called, also where its class has no simple name.
   *
   * @param thrown by somebody else's code
   * @return never blank
   */
  public static String nameOf(Throwable thrown) {
    return nameOf(thrown.getClass());
  }

  /**
   * What a class is called, the same in every process: a lambda by the class that it stands in.
   *
   * @param type any class
   * @return its simple name, if it has one; never blank
   */
  public static String nameOf(Class<?> type) {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
    int lambda = type.getName().indexOf("$$Lambda");
    if (lambda >= 0) {
      String within = type.getName().substring(0, lambda);
      return "lambda of " + within.substring(within.lastIndexOf('.') + 1);
    }
    return type.getSimpleName().isBlank() ? name : type.getSimpleName();
  }
}
