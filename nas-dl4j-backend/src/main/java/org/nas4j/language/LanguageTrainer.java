package org.nas4j.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.dl4j.internal.recurrent.StepRule;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;
import org.nas4j.images.TrainingLoop;
import org.nas4j.internal.events.EpochEvent;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.oneshot.WeightBank;

/**
 * A language model while it is trained, a minibatch at a time. For the thread that made it; its
 * memory is outside the Java heap in part.
 */
final class LanguageTrainer implements AutoCloseable {

  private final Corpus corpus;
  private final LanguageTraining training;
  private final CellGraph cell;
  private final CellProgram program;
  private final StepRule rule;
  private final TokenStreams streams;
  private final RandomGenerator random;
  private final RecurrentParameters parameters;
  private final LanguageNetwork network;
  private final LanguageSteps steps;
  private final TokenBatch batch;
  private int done;
  private EpochEvent event;
  private double losses;

  LanguageTrainer(CellGraph cell, Corpus corpus, LanguageTraining training, long seed) {
    this.cell = cell;
    this.corpus = corpus;
    this.training = training;
    int hidden = training.hidden();
    int vocabulary = corpus.vocabulary().size();
    LanguageMemory.requireRoom(
        LanguageMemory.of(cell, training, vocabulary), training, vocabulary, 0);
    CellWeights first = new CellWeights(new WeightBank(seed), hidden);
    first.know(cell);
    this.program = CellProgram.of(cell, hidden);
    this.rule = StepRule.adam(training.clip(), LanguageTraining.DECAY);
    this.streams = new TokenStreams(corpus.training(), training.batch(), training.steps());
    this.random = Seeds.random(seed, 0, "dropout");
    this.batch = new TokenBatch(training.batch(), training.steps());
    this.parameters = new RecurrentParameters(vocabulary, hidden, first);
    this.network =
        new LanguageNetwork(parameters, training.batch(), training.steps(), training.threads());
    this.steps = new LanguageSteps(network, training.batch(), hidden, vocabulary);
  }

  /** Minibatches so far. */
  int done() {
    return done;
  }

  /**
   * Trains on the next minibatch.
   *
   * @return its mean loss a token before the step, in nats
   * @throws InterruptedException if the thread was interrupted
   * @throws ArithmeticException if training diverges
   */
  double step() throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    int number = done % streams.batches();
    if (number == 0) {
      steps.restart();
      event = EpochEvent.begin(done / streams.batches() + 1);
      losses = 0;
    }
    streams.fill(batch, number);
    batch.drop(training.hidden(), training.dropout(), training.dropout(), random);
    int pass = done / streams.batches() + 1;
    double loss = steps.train(program, batch, training.rate(done++), rule, pass);
    losses += loss;
    if (number == streams.batches() - 1) {
      event.end(streams.batches(), losses / streams.batches());
    }
    return loss;
  }

  /** What it is by now, with weights of its own. */
  LanguageModel model() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    parameters.arrays().forEach((name, array) -> copies.put(name, array.copy()));
    return new LanguageModel(
        cell,
        training.hidden(),
        corpus.vocabulary(),
        TrainingLoop.requireNumbers(copies),
        training.threads());
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
  }
}
