package org.nas4j.language;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.dl4j.internal.recurrent.RecurrentState;
import org.nas4j.dl4j.internal.recurrent.StepRule;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;
import org.nas4j.images.MemoryNeed;
import org.nas4j.images.TrainingLoop;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.SupernetState;
import org.nas4j.oneshot.WeightBank;

/**
 * All recurrent cells of a space on one set of weights (pham2018enas, section 2.1): matrices of
 * equal names are equal, and the embedding is everybody's. Only the cell at hand is computed. A
 * score is a constant over the perplexity of validation text; there is no place for the test part.
 * Training text is read in parallel streams, whose hidden state goes on from minibatch to
 * minibatch, whichever cell made it; each validation minibatch starts from zeros.
 *
 * <p>Equal calls in equal order give equal figures, on one machine with one number of threads. For
 * one thread; its memory is outside the Java heap in part.
 *
 * @param <C> what describes a cell
 */
public final class RecurrentSupernet<C> implements Supernet<C>, AutoCloseable {

  private static final String PLACE = "place";
  private static final String PASSES = "passes";
  private static final String OVERFLOWS = "overflows";
  private static final String CARRIED = "carried/";

  private final LanguageTraining settings;
  private final StepRule rule;
  private final double constant;
  private final Function<? super C, CellGraph> cells;
  private final WeightBank bank;
  private final CellWeights first;
  private final RecurrentParameters parameters;
  private final LanguageNetwork network;
  private final TokenStreams training;
  private final TokenStreams validation;
  private final TokenBatch batch;
  private final TokenBatch judged;
  private final LanguageSteps steps;
  private final RandomGenerator random;
  private final Map<String, String> words;
  private final int vocabulary;
  private long room;
  private long trained;
  private int next;
  private int passes;

  private RecurrentSupernet(Builder<C> builder) {
    Corpus corpus = builder.corpus;
    this.settings = builder.settings;
    double clip = settings.clip();
    this.rule = (builder.adam
            ? StepRule.adam(clip, LanguageTraining.DECAY)
            : StepRule.plain(clip, LanguageTraining.DECAY))
        .decayUnused(builder.decayUnused);
    this.constant = builder.constant;
    this.cells = builder.cells;
    this.vocabulary = corpus.vocabulary().size();
    this.room = LanguageMemory.requireRoom(
        LanguageMemory.ofAny(settings, vocabulary), settings, vocabulary, 0);
    this.bank = new WeightBank(builder.seed);
    this.random = Seeds.random(builder.seed, 0, "dropout");
    int hidden = settings.hidden();
    this.first = new CellWeights(bank, hidden);
    this.training = new TokenStreams(corpus.training(), settings.batch(), settings.steps());
    this.validation = new TokenStreams(corpus.validation(), settings.batch(), settings.steps());
    this.batch = new TokenBatch(settings.batch(), settings.steps());
    this.judged = new TokenBatch(settings.batch(), settings.steps());
    this.parameters = new RecurrentParameters(corpus.vocabulary().size(), hidden, first);
    this.network =
        new LanguageNetwork(parameters, settings.batch(), settings.steps(), settings.threads());
    this.steps =
        new LanguageSteps(network, settings.batch(), hidden, corpus.vocabulary().size());
    this.words = words(builder);
  }

  private static Map<String, String> words(Builder<?> builder) {
    Map<String, String> all = new LinkedHashMap<>();
    builder.settings.settings().forEach((name, value) -> all.put("training." + name, value));
    all.putAll(LanguageEvaluator.facts(builder.corpus));
    all.put("adam", Boolean.toString(builder.adam));
    all.put("decayUnused", Boolean.toString(builder.decayUnused));
    all.put("constant", Double.toString(builder.constant));
    all.put("seed", Long.toString(builder.seed));
    return Map.copyOf(all);
  }

  /**
   * Starts a supernet.
   *
   * @param corpus whose training and validation parts are used
   * @param settings units, streams, steps, clip, dropout and threads; {@code batches} is the length
   *     of an epoch, and the learning rate is the search's
   * @param cells what a child of the space is, for example {@code EnasRecurrentCell::graph}
   * @param <C> what describes a cell
   * @return a builder
   */
  public static <C> Builder<C> builder(
      Corpus corpus, LanguageTraining settings, Function<? super C, CellGraph> cells) {
    return new Builder<>(corpus, settings, cells);
  }

  @Override
  public int trainingBatches() {
    return settings.batches();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if training diverges; a minibatch that overflows for once moves no
   *     weight
   */
  @Override
  public double train(C child, double learningRate) throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    if (next == 0) {
      steps.restart();
      passes++;
    }
    training.fill(batch, next);
    next = (next + 1) % training.batches();
    trained++;
    batch.drop(settings.hidden(), settings.dropout(), settings.dropout(), random);
    return steps.train(program(child), batch, learningRate, rule, passes);
  }

  private CellProgram program(C child) {
    CellGraph cell = cells.apply(child);
    MemoryNeed need = LanguageMemory.of(cell, settings, vocabulary);
    room = LanguageMemory.requireRoom(need, settings, vocabulary, room);
    first.know(cell);
    return CellProgram.of(cell, settings.hidden());
  }

  @Override
  public int validationBatches() {
    return validation.batches();
  }

  /** {@inheritDoc} */
  @Override
  public double score(C child, int number) throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    if (number < 0 || number >= validation.batches()) {
      throw new IllegalArgumentException("There is no validation minibatch [" + number + "], only ["
          + validation.batches() + "] from 0.");
    }
    validation.fill(judged, number);
    RecurrentState zeros = new RecurrentState(settings.batch(), settings.hidden());
    return score(network.loss(program(child), judged, zeros), judged.targets());
  }

  /** A loss that overflowed is worth nothing, rather than no number. */
  private double score(double loss, int tokens) {
    double score = constant / Math.exp(loss / tokens);
    return Double.isNaN(score) ? 0 : score;
  }

  /** {@inheritDoc} By the perplexity of all validation text, each token once, states carried. */
  @Override
  public double score(C child) throws InterruptedException {
    RecurrentState states = new RecurrentState(settings.batch(), settings.hidden());
    CellProgram program = program(child);
    double sum = 0;
    for (int i = 0; i < validation.batches(); i++) {
      TrainingLoop.stopIfInterrupted();
      validation.fill(judged, i);
      sum += network.loss(program, judged, states);
    }
    return score(sum, validation.targets());
  }

  @Override
  public Map<String, String> settings() {
    return words;
  }

  @Override
  public SupernetState state() {
    SharedState state = new SharedState(trained);
    parameters.addTo(state);
    state.add(PLACE, next);
    state.add(PASSES, passes);
    state.add(OVERFLOWS, steps.overflows());
    Map<String, WeightArray> arrays = new LinkedHashMap<>(state.state().arrays());
    List<float[]> carried = steps.carried().arrays();
    List<Integer> shape = List.of(settings.batch(), settings.hidden());
    for (int i = 0; i < carried.size(); i++) {
      arrays.put(CARRIED + i, WeightArray.of(shape, carried.get(i).clone()));
    }
    return new SupernetState(arrays, state.state().numbers());
  }

  @Override
  public void restore(SupernetState state) {
    if (trained > 0) {
      throw new IllegalStateException("A supernet goes on from a checkpoint only if it was not"
          + " trained before.\nMaybe build another one, or delete the checkpoint.");
    }
    parameters.restore(state);
    next = Math.floorMod(state.number(PLACE), training.batches());
    passes = Math.toIntExact(state.number(PASSES));
    steps.goOn(Math.toIntExact(state.number(OVERFLOWS)));
    for (int i = 0; state.arrays().containsKey(CARRIED + i); i++) {
      float[] values = state.arrays().get(CARRIED + i).values();
      if (values.length != settings.batch() * settings.hidden()) {
        throw new IllegalArgumentException("The state of the streams has [" + values.length
            + "] values.\nMaybe it is of a supernet of other sizes.");
      }
      steps.carried().set(i, values);
    }
    for (trained = 0; trained < SharedState.steps(state); trained++) {
      batch.drop(settings.hidden(), settings.dropout(), settings.dropout(), random);
    }
  }

  /**
   * The weights as they are now.
   *
   * @return the bank, whose arrays are those that are trained
   */
  public WeightBank bank() {
    return bank;
  }

  /** Frees all native memory. */
  @Override
  public void close() {
    network.close();
    parameters.close();
  }

  /**
   * Settings of a supernet. For one thread.
   *
   * @param <C> what describes a cell
   */
  public static final class Builder<C> {

    private final Corpus corpus;
    private final LanguageTraining settings;
    private final Function<? super C, CellGraph> cells;
    private boolean adam = true;
    private boolean decayUnused;
    private double constant = 4;
    private long seed = 1;

    private Builder(
        Corpus corpus, LanguageTraining settings, Function<? super C, CellGraph> cells) {
      this.corpus = requireNonNull(corpus, "corpus");
      this.settings = requireNonNull(settings, "settings");
      this.cells = requireNonNull(cells, "cells");
    }

    /**
     * Whether steps are Adam's; plain steps down the gradient, as in the paper, if not. Adam's
     * unless set.
     *
     * @param byAdam false for plain steps
     * @return this
     */
    public Builder<C> adam(boolean byAdam) {
      adam = byAdam;
      return this;
    }

    /**
     * Whether weights that the trained cell does not name take each step too, with a gradient of
     * zero: they decay and go on by Adam's moments, as in ENAS' released code. Unless set they stay
     * as they are, and so do their moments.
     *
     * @param decay true to follow the released code
     * @return this
     */
    public Builder<C> decayUnused(boolean decay) {
      decayUnused = decay;
      return this;
    }

    /**
     * What is divided by the perplexity; 4 unless set, for perplexities of characters. ENAS has 80
     * for words.
     *
     * @param newConstant above 0
     * @return this
     */
    public Builder<C> constant(double newConstant) {
      constant = Checks.positive(newConstant, "constant over the perplexity");
      return this;
    }

    /**
     * From what first weights and dropout are derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder<C> seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Makes the supernet, which holds native memory until it is closed.
     *
     * @return the supernet
     */
    public RecurrentSupernet<C> build() {
      return new RecurrentSupernet<>(this);
    }
  }
}
