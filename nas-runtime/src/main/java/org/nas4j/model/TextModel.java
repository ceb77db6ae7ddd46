package org.nas4j.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.tokens.Tokens;

/**
 * A trained recurrent language model that serves, in plain Java: it says which token comes next. It
 * is kept in one file, by custom ending in {@code .nas4j}.
 *
 * <pre>{@code
 * TextModel model = TextModel.load(Path.of("plays.nas4j"));
 * String next = model.next("to be or not to b").label();
 * String more = model.sample("to be", 100, new SplittableRandom(1));
 * }</pre>
 *
 * <p>Tokens are characters, or words where the vocabulary has {@code <eos>}, which ends a line. The
 * embedding of tokens decodes too (Press and Wolf 2017). A step takes as many multiply-accumulates
 * as there are weights: LanguageModel of nas-dl4j-backend is for long texts and large vocabularies.
 * Immutable and thread-safe.
 */
public final class TextModel {

  /** Name of the weights that tokens enter by, of shape {@code [tokens, units]}. */
  public static final String EMBEDDING = "embedding";

  /** Name of the bias of what is foretold, of shape {@code [tokens]}. */
  public static final String DECODER_BIAS = "decoder/bias";

  private final CellGraph cell;
  private final int units;
  private final List<String> vocabulary;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final boolean words;
  private final Map<String, WeightArray> weights;
  private final Map<String, String> provenance;

  private TextModel(
      CellGraph cell,
      int units,
      List<String> vocabulary,
      Map<String, WeightArray> weights,
      Map<String, String> provenance) {
    this.cell = cell;
    this.units = units;
    this.vocabulary = vocabulary;
    this.words = Tokens.areWords(vocabulary);
    this.weights = weights;
    this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    for (int i = 0; i < vocabulary.size(); i++) {
      if (numbers.put(vocabulary.get(i), i) != null) {
        throw new IllegalArgumentException(
            "The vocabulary has the token [" + vocabulary.get(i) + "] twice.");
      }
    }
  }

  /**
   * Makes a model.
   *
   * @param cell what is unrolled
   * @param units of each state, and of the embedding
   * @param vocabulary tokens by number; number 0 stands for whatever is unknown
   * @param weights those of the cell, {@link #EMBEDDING} and {@link #DECODER_BIAS}; copied
   * @param provenance where it comes from, for people
   * @return the model
   * @throws IllegalArgumentException if an array lacks, is unknown, has another shape, or holds a
   *     value that is no finite number; if a token is there twice
   */
  public static TextModel of(
      CellGraph cell,
      int units,
      List<String> vocabulary,
      Map<String, WeightArray> weights,
      Map<String, String> provenance) {
    requireNonNull(cell, "cell");
    List<String> tokens = List.copyOf(vocabulary);
    Map<String, WeightArray> kept = new LinkedHashMap<>();
    shapes(cell, units, tokens.size()).forEach((name, shape) -> {
      WeightArray array = weights.get(name);
      if (array == null || !array.shape().equals(shape)) {
        throw new IllegalArgumentException("The model needs weights [" + name + "] of shape "
            + shape + ", but got [" + array + "].");
      }
      ModelWeights.requireFinite(name, array);
      kept.put(name, array.copy());
    });
    for (String name : weights.keySet()) {
      if (!kept.containsKey(name)) {
        throw new IllegalArgumentException(
            "The model has no weights [" + name + "].\nMaybe they are another cell's.");
      }
    }
    return new TextModel(cell, units, tokens, kept, provenance);
  }

  /** Of all weights, in the order of the file. */
  static Map<String, List<Integer>> shapes(CellGraph cell, int units, int tokens) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, List.of(tokens, units));
    shapes.putAll(cell.weights(units, units));
    shapes.put(DECODER_BIAS, List.of(tokens));
    return shapes;
  }

  /**
   * Reads a model. The file is data alone: nothing in it names a class of Java, and no size in it
   * is trusted.
   *
   * @param file as {@link #save} writes it
   * @return the model, with equal predictions
   * @throws MalformedModelException if the file is damaged or no model of texts
   * @throws IOException if it cannot be read
   */
  public static TextModel load(Path file) throws IOException {
    return TextModelFile.read(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a model from elsewhere, for example from within a jar.
   *
   * @param in what {@link #save} wrote; read to its end, not closed
   * @param name what to call it in errors
   * @return the model, with equal predictions
   * @throws MalformedModelException if it is damaged or no model of texts
   * @throws IOException if it cannot be read
   */
  public static TextModel load(InputStream in, String name) throws IOException {
    return TextModelFile.read(in.readAllBytes(), name);
  }

  /**
   * Writes the model to one file. A file that is there is replaced as a whole, or left as it is.
   * Equal models make equal files.
   *
   * @param file to be written, for example {@code plays.nas4j}
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.write(file, out -> TextModelFile.write(this, out));
  }

  /**
   * Foretells the token after a text.
   *
   * @param text of at least one token; tokens that are not in the vocabulary count as unknown
   * @return the likeliest token, and the probabilities of all in the order of the vocabulary
   * @throws IllegalArgumentException if the text is empty
   */
  public Prediction next(String text) {
    TextReading reading = new TextReading(cell, units, weights);
    read(reading, text);
    return new Prediction(vocabulary, reading.probabilities());
  }

  private void read(TextReading reading, String text) {
    List<String> tokens = Tokens.ofBeginning(text, words);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("The text [" + text
          + "] has no token.\nMaybe begin with a " + (words ? "word." : "character."));
    }
    tokens.forEach(token -> reading.read(number(token)));
  }

  private int number(String token) {
    return numbers.getOrDefault(token, 0);
  }

  /**
   * Goes on with a text, token by token, each drawn by its probability.
   *
   * @param text of at least one token
   * @param tokens how many to add, at least 0
   * @param random draws one number a token
   * @return what was added
   * @throws IllegalArgumentException if the text is empty
   */
  public String sample(String text, int tokens, RandomGenerator random) {
    TextReading reading = new TextReading(cell, units, weights);
    read(reading, text);
    List<String> added = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      int token = Tokens.draw(reading.probabilities(), random.nextDouble());
      added.add(vocabulary.get(token));
      reading.read(token);
    }
    return Tokens.join(added, words);
  }

  /**
   * The perplexity of a text that is read from its beginning to its end: e to the mean
   * cross-entropy of each token but the first.
   *
   * @param text of at least two tokens
   * @return at least 1
   * @throws IllegalArgumentException if the text is shorter
   */
  public double perplexity(String text) {
    List<String> tokens = words ? Tokens.words(text) : Tokens.characters(text);
    if (tokens.size() < 2) {
      throw new IllegalArgumentException("A perplexity is that of a text of two tokens or more,"
          + " but [" + text + "] has [" + tokens.size() + "].");
    }
    TextReading reading = new TextReading(cell, units, weights);
    double sum = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      reading.read(number(tokens.get(i)));
      sum -= Math.log(reading.probabilities()[number(tokens.get(i + 1))]);
    }
    return Math.exp(sum / (tokens.size() - 1));
  }

  /**
   * What is unrolled.
   *
   * @return the cell
   */
  public CellGraph cell() {
    return cell;
  }

  /**
   * The width of a state and of the embedding.
   *
   * @return at least 1
   */
  public int units() {
    return units;
  }

  /**
   * All tokens.
   *
   * @return by number
   */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /**
   * The trained arrays.
   *
   * @return copies, by name
   */
  public Map<String, WeightArray> weights() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    weights.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
  }

  Map<String, WeightArray> weightsThemselves() {
    return weights;
  }

  /**
   * Where the model comes from.
   *
   * @return facts for people, by name
   */
  public Map<String, String> provenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return "TextModel[" + units + " units, " + vocabulary.size() + " tokens]";
  }
}
