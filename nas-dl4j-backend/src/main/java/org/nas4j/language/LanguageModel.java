package org.nas4j.language;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.dl4j.internal.recurrent.RecurrentState;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;
import org.nas4j.eval.Deadline;
import org.nas4j.exchange.CellJson;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.tokens.Tokens;
import org.nas4j.model.TextModel;
import org.nas4j.store.MalformedWeightsException;
import org.nas4j.store.WeightFile;

/**
 * A trained recurrent language model: it says which token comes next. The embedding of tokens
 * decodes too (Press and Wolf 2017). Native memory is held only during a call. Thread-safe as long
 * as nobody changes the weights.
 */
public final class LanguageModel {

  private static final int JUDGING_STREAMS = 32;
  private static final int JUDGING_STEPS = 50;

  private static final int LONGEST_DESCRIPTION = 64 << 20;
  private static final String CELL = "cell";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CellGraph cell;
  private final CellProgram program;
  private final List<String> vocabulary;
  private final Map<String, WeightArray> weights;
  private final int threads;

  LanguageModel(
      CellGraph cell,
      int hidden,
      List<String> vocabulary,
      Map<String, WeightArray> weights,
      int threads) {
    this.cell = cell;
    this.program = CellProgram.of(cell, hidden);
    this.vocabulary = vocabulary;
    this.weights = weights;
    this.threads = threads;
  }

  /**
   * Trains a model from scratch, on the training part alone. Equal arguments give equal models on
   * one machine.
   *
   * @param cell what is unrolled
   * @param corpus whose training part is fitted
   * @param training settings
   * @param seed of first weights and dropout
   * @return the model
   * @throws InterruptedException if the thread is interrupted
   * @throws ArithmeticException if training diverges
   */
  public static LanguageModel train(
      CellGraph cell, Corpus corpus, LanguageTraining training, long seed)
      throws InterruptedException {
    return train(cell, corpus, training, seed, Deadline.never());
  }

  /**
   * Trains a model from scratch, until a deadline at the latest: what was learned by then is the
   * model. The learning rate follows the number of minibatches all the same, so choose as many as
   * will fit.
   *
   * @param cell what is unrolled
   * @param corpus whose training part is fitted
   * @param training settings
   * @param seed of first weights and dropout
   * @param deadline looked for before each minibatch but the first
   * @return the model as it is then
   * @throws InterruptedException if the thread is interrupted
   * @throws ArithmeticException if training diverges
   */
  public static LanguageModel train(
      CellGraph cell, Corpus corpus, LanguageTraining training, long seed, Deadline deadline)
      throws InterruptedException {
    requireNonNull(cell, "cell");
    try (LanguageTrainer trainer = new LanguageTrainer(cell, corpus, training, seed)) {
      while (trainer.done() == 0 || trainer.done() < training.batches() && !deadline.hasPassed()) {
        trainer.step();
      }
      return trainer.model();
    }
  }

  private RecurrentParameters parameters() {
    return new RecurrentParameters(
        vocabulary.size(), program.hidden(), (name, shape) -> weights.get(name));
  }

  /**
   * The perplexity of a text: e to the mean cross-entropy of each token but the first. The text is
   * read as 32 streams, each from a state of zeros.
   *
   * @param tokens numbers by the corpus' vocabulary, at least 2
   * @return at least 1
   */
  public double perplexity(int[] tokens) {
    TokenStreams streams = new TokenStreams(tokens, JUDGING_STREAMS, JUDGING_STEPS);
    try (RecurrentParameters parameters = parameters();
        LanguageNetwork network =
            new LanguageNetwork(parameters, JUDGING_STREAMS, JUDGING_STEPS, threads)) {
      TokenBatch batch = new TokenBatch(JUDGING_STREAMS, JUDGING_STEPS);
      RecurrentState carried = new RecurrentState(JUDGING_STREAMS, program.hidden());
      double sum = 0;
      for (int i = 0; i < streams.batches(); i++) {
        streams.fill(batch, i);
        sum += network.loss(program, batch, carried);
      }
      return Math.exp(sum / streams.targets());
    }
  }

  /**
   * Writes text of its own, token by token.
   *
   * @param tokens how many, at least 0
   * @param seed of the draws
   * @return what it drew, one after the other; words with spaces between
   */
  public String sample(int tokens, long seed) {
    List<String> drawn = new ArrayList<>();
    RandomGenerator random = Seeds.random(seed, 0, "sample");
    try (RecurrentParameters parameters = parameters();
        LanguageNetwork network = new LanguageNetwork(parameters, 1, 1, 1)) {
      TokenBatch batch = new TokenBatch(1, 1);
      RecurrentState carried = new RecurrentState(1, program.hidden());
      int token = vocabulary.size() > 1 ? 1 : 0;
      for (int i = 0; i < tokens; i++) {
        batch.set(0, 0, token, -1);
        network.loss(program, batch, carried);
        token = Tokens.draw(network.probabilities(0, 0), random.nextDouble());
        drawn.add(vocabulary.get(token));
      }
    }
    return Tokens.join(drawn, Tokens.areWords(vocabulary));
  }

  /**
   * The number of trained values, embedding and biases included.
   *
   * @return at least 1
   */
  public long parameterCount() {
    return weights.values().stream().mapToLong(array -> array.values().length).sum();
  }

  /**
   * The number of trained values that a model would have.
   *
   * @param cell what is unrolled
   * @param hidden units
   * @param vocabulary tokens
   * @return at least 1
   */
  public static long parameterCount(CellGraph cell, int hidden, int vocabulary) {
    return cell.parameters(hidden, hidden) + (long) vocabulary * (hidden + 1);
  }

  /**
   * The same model in plain Java, for servers: one {@code .nas4j} file, which nas-runtime reads.
   *
   * @param provenance where it comes from, for people
   * @return the model, equal to 1e-5
   */
  public TextModel toTextModel(Map<String, String> provenance) {
    return TextModel.of(cell, program.hidden(), vocabulary, weights, provenance);
  }

  /**
   * The same model on native code, faster on long texts and large vocabularies.
   *
   * @param model read from its {@code .nas4j} file, for example
   * @return the model, which uses all processors
   */
  public static LanguageModel of(TextModel model) {
    return new LanguageModel(
        model.cell(),
        model.units(),
        model.vocabulary(),
        model.weights(),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * Writes weights, and a description beside them: cell, units and vocabulary. Files that are there
   * are replaced as a whole, both or none.
   *
   * @param file of weights, in the format of {@link WeightFile}; the description has {@code .json}
   *     at its end besides
   * @throws IOException if they cannot be written
   */
  public void save(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("hidden", program.hidden());
    root.put(CELL, CellJson.write(cell));
    vocabulary.forEach(root.putArray("vocabulary")::add);
    byte[] text = JSON.writeValueAsBytes(root);
    Map<Path, AtomicFile.Content> files = new LinkedHashMap<>();
    files.put(file, out -> WeightFile.write(out, weights));
    files.put(description(file), out -> out.write(text));
    AtomicFile.writeAll(files);
  }

  /**
   * Reads a model. No size in the files is trusted.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws IOException if a file cannot be read, is damaged, or says nothing of its cell, as those
   *     of earlier versions
   */
  public static LanguageModel load(Path file) throws IOException {
    JsonNode root = readDescription(file);
    if (!root.path(CELL).isTextual()) {
      throw new IOException("[" + description(file)
          + "] says nothing of its cell.\nMaybe it is of an earlier version: name the cell too.");
    }
    return load(file, cellOf(file, root));
  }

  /**
   * Reads a model of a known cell.
   *
   * @param file written by {@link #save}
   * @param cell that it was trained with
   * @return the model
   * @throws IOException if a file cannot be read, is damaged, or is of another cell, even one of as
   *     many weights; if a weight is NaN or infinite
   */
  public static LanguageModel load(Path file, CellGraph cell) throws IOException {
    JsonNode root = readDescription(file);
    List<String> vocabulary = new ArrayList<>();
    root.path("vocabulary").forEach(token -> vocabulary.add(token.asText()));
    int hidden = root.path("hidden").asInt(0);
    if (hidden < 1 || vocabulary.isEmpty()) {
      throw new IOException("[" + description(file) + "] names [" + hidden + "] units and ["
          + vocabulary.size() + "] tokens.\nMaybe it is of another program.");
    }
    if (root.has(CELL) && !cellOf(file, root).equals(cell)) {
      throw new IOException("The weights in [" + file + "] are of another cell: ["
          + root.get(CELL).asText() + "] there and [" + cell + "] here.\nMaybe make the cell"
          + " anew from the genotype that was found with it.");
    }
    Map<String, WeightArray> weights = WeightFile.read(file);
    requireShape(file, weights, TextModel.EMBEDDING, List.of(vocabulary.size(), hidden));
    requireShape(file, weights, TextModel.DECODER_BIAS, List.of(vocabulary.size()));
    for (var each : cell.weights(hidden, hidden).entrySet()) {
      requireShape(file, weights, each.getKey(), each.getValue());
    }
    for (Map.Entry<String, WeightArray> each : weights.entrySet()) {
      if (!Figures.usable(each.getValue().values())) {
        throw new MalformedWeightsException(
            file, "a number in [" + each.getKey() + "] is not finite");
      }
    }
    return new LanguageModel(
        cell, hidden, List.copyOf(vocabulary), weights, Runtime.getRuntime().availableProcessors());
  }

  private static CellGraph cellOf(Path file, JsonNode root) throws IOException {
    try {
      return CellJson.read(root.path(CELL).asText());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "[" + description(file) + "] describes no cell: " + Texts.wordsOf(e), e);
    }
  }

  private static JsonNode readDescription(Path file) throws IOException {
    byte[] text;
    try (InputStream in = Files.newInputStream(description(file))) {
      text = in.readNBytes(LONGEST_DESCRIPTION);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedWeightsException(
          description(file), "it is no JSON (" + e.getOriginalMessage() + ")");
    }
  }

  private static void requireShape(
      Path file, Map<String, WeightArray> weights, String name, List<Integer> shape)
      throws IOException {
    WeightArray array = weights.get(name);
    if (array == null || !array.shape().equals(shape)) {
      throw new IOException("[" + file + "] has no weights [" + name + "] of shape " + shape
          + ".\nMaybe it is of another cell.");
    }
  }

  @Override
  public String toString() {
    return "LanguageModel[" + program.hidden() + " units, " + vocabulary.size() + " tokens, "
        + parameterCount() + " parameters]";
  }

  private static Path description(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }
}
