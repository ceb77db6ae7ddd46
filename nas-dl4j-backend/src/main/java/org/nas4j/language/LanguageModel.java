package org.nas4j.language;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.tokens.Tokens;
import org.nas4j.model.TextModel;
import org.nas4j.store.WeightFile;

/**
 * A trained recurrent language model: it says which token comes next. The embedding of tokens
 * decodes too (Press and Wolf 2017). Native memory is held only during a call. Thread-safe as long
 * as nobody changes the weights.
 */
public final class LanguageModel {

  private static final int JUDGING_STREAMS = 32;
  private static final int JUDGING_STEPS = 50;

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
    LanguageModelFile.write(file, cell, program.hidden(), vocabulary, weights);
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
    return LanguageModelFile.read(file, Optional.empty());
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
    return LanguageModelFile.read(file, Optional.of(cell));
  }

  @Override
  public String toString() {
    return "LanguageModel[" + program.hidden() + " units, " + vocabulary.size() + " tokens, "
        + parameterCount() + " parameters]";
  }
}
