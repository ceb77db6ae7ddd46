package org.nas4j.internal.tokens;

import java.util.ArrayList;
import java.util.List;

/** A text as tokens: its Unicode characters, or its words. Stateless. */
public final class Tokens {

  /** What stands for a token that the vocabulary lacks. */
  public static final String UNKNOWN = "<unk>";

  /** What ends each line of words. */
  public static final String END_OF_LINE = "<eos>";

  private Tokens() {}

  /**
   * The characters of a text.
   *
   * @param text any
   * @return one token for each Unicode character
   */
  public static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  /**
   * The words of a text.
   *
   * @param text any
   * @return what stands between white space, and {@link #END_OF_LINE} at the end of each line
   */
  public static List<String> words(String text) {
    List<String> tokens = new ArrayList<>();
    for (String line : text.split("\\R")) {
      tokens.addAll(wordsOfLine(line));
      tokens.add(END_OF_LINE);
    }
    return tokens;
  }

  private static List<String> wordsOfLine(String line) {
    String trimmed = line.trim();
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
  }

  /**
   * Whether tokens are words: a text of words has {@link #END_OF_LINE} among them, which is no
   * character.
   *
   * @param vocabulary all tokens
   * @return false if they are characters
   */
  public static boolean areWords(List<String> vocabulary) {
    return vocabulary.contains(END_OF_LINE);
  }

  /**
   * The tokens of what a text begins with, which goes on in its last line.
   *
   * @param text any
   * @param words whether they are to be words
   * @return the tokens
   */
  public static List<String> ofBeginning(String text, boolean words) {
    if (!words) {
      return characters(text);
    }
    List<String> tokens = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      tokens.addAll(wordsOfLine(lines[i]));
      if (i < lines.length - 1) {
        tokens.add(END_OF_LINE);
      }
    }
    return tokens;
  }

  /**
   * The text that tokens stand for; of words, with single spaces.
   *
   * @param tokens in order
   * @param words whether they are words
   * @return the text
   */
  public static String join(List<String> tokens, boolean words) {
    if (!words) {
      return String.join("", tokens);
    }
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      if (token.equals(END_OF_LINE)) {
        text.append('\n');
      } else {
        boolean lineBegins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(lineBegins ? "" : " ").append(token);
      }
    }
    return text.toString();
  }

  /**
   * A token by its probability.
   *
   * @param probabilities of all, with sum 1
   * @param point where among them, in [0, 1)
   * @return its number
   */
  public static int draw(float[] probabilities, double point) {
    double left = point;
    int token = 0;
    while (token < probabilities.length - 1 && left >= probabilities[token]) {
      left -= probabilities[token++];
    }
    return token;
  }
}
