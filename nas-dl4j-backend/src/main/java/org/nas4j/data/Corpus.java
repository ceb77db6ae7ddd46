package org.nas4j.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.nas4j.internal.tokens.Tokens;

/**
 * A text as numbered tokens, cut into a training part, a validation part and a test part, in this
 * order and without gaps, so that no part sees another's future. The vocabulary is that of the
 * training part, in order, after number 0, {@link #UNKNOWN}, which stands for whatever the training
 * part lacks. Immutable and thread-safe.
 */
public final class Corpus {

  /** What stands for a token that the training part lacks. */
  public static final String UNKNOWN = Tokens.UNKNOWN;

  /** Most bytes of a file, so that a wrong one does not fill the memory. */
  public static final int MOST_BYTES = 256 << 20;

  /** What a token is. */
  public enum Level {
    /** A Unicode character. */
    CHARACTERS,
    /** What stands between white space; the end of a line is {@code <eos>}. */
    WORDS;

    List<String> split(String text) {
      return this == CHARACTERS ? Tokens.characters(text) : Tokens.words(text);
    }
  }

  private final Level level;
  private final List<String> vocabulary;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] training;
  private final int[] validation;
  private final int[] test;

  private Corpus(Level level, List<String> tokens, double validationShare, double testShare) {
    if (!(validationShare > 0 && testShare > 0 && validationShare + testShare < 1)) {
      throw new IllegalArgumentException("The shares of validation and test part must be above 0,"
          + " and below 1 together, but are [" + validationShare + "] and [" + testShare + "].");
    }
    this.level = level;
    int testFrom = (int) (tokens.size() * (1 - testShare));
    int validationFrom = (int) (tokens.size() * (1 - testShare - validationShare));
    if (validationFrom < 2 || testFrom - validationFrom < 2 || tokens.size() - testFrom < 2) {
      throw new IllegalArgumentException("A text of [" + tokens.size()
          + "] tokens has no three parts of 2 tokens each.\nMaybe it is another file.");
    }
    List<String> known = new ArrayList<>();
    known.add(UNKNOWN);
    TreeSet<String> seen = new TreeSet<>(tokens.subList(0, validationFrom));
    seen.remove(UNKNOWN);
    known.addAll(seen);
    this.vocabulary = List.copyOf(known);
    for (int i = 0; i < vocabulary.size(); i++) {
      numbers.put(vocabulary.get(i), i);
    }
    this.training = encode(tokens.subList(0, validationFrom));
    this.validation = encode(tokens.subList(validationFrom, testFrom));
    this.test = encode(tokens.subList(testFrom, tokens.size()));
  }

  /**
   * Reads a text, packed with gzip or not, of which the last tenth is for tests and the tenth
   * before for validation.
   *
   * @param file of text in UTF-8
   * @param level what a token is
   * @return the text
   * @throws IOException if it cannot be read
   * @throws MalformedDataException if it is no text in UTF-8, or greater than {@link #MOST_BYTES}
   */
  public static Corpus read(Path file, Level level) throws IOException {
    try (SourceFile source = new SourceFile(file)) {
      byte[] bytes = source.stream().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw source.malformed("has more than [" + MOST_BYTES + "] bytes", "a part of it will do");
      }
      return of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          level,
          0.1,
          0.1);
    } catch (CharacterCodingException e) {
      throw new MalformedDataException(file, "is no text in UTF-8", "it is another file");
    }
  }

  /**
   * Cuts a text.
   *
   * @param text all of it
   * @param level what a token is
   * @param validationShare share of the validation part, in (0, 1)
   * @param testShare share of the test part, in (0, 1)
   * @return the text
   */
  public static Corpus of(String text, Level level, double validationShare, double testShare) {
    requireNonNull(level, "level");
    return new Corpus(level, level.split(text), validationShare, testShare);
  }

  private int[] encode(List<String> tokens) {
    return tokens.stream().mapToInt(token -> numbers.getOrDefault(token, 0)).toArray();
  }

  /**
   * The numbers of a text's tokens.
   *
   * @param text any
   * @return 0 for tokens that the vocabulary lacks
   */
  public int[] encode(String text) {
    return encode(level.split(text));
  }

  /**
   * What a token is.
   *
   * @return characters or words
   */
  public Level level() {
    return level;
  }

  /**
   * All tokens that have a number.
   *
   * @return by number, {@link #UNKNOWN} first
   */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /**
   * The part to fit on.
   *
   * @return numbers of tokens, a copy
   */
  public int[] training() {
    return training.clone();
  }

  /**
   * The part to choose by.
   *
   * @return numbers of tokens, a copy
   */
  public int[] validation() {
    return validation.clone();
  }

  /**
   * The part to be looked at once, when all is chosen.
   *
   * @return numbers of tokens, a copy
   */
  public int[] test() {
    return test.clone();
  }
}
