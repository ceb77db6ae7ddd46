package org.nas4j.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.LanguageCell;
import org.nas4j.dl4j.LanguageModel;
import org.nas4j.dl4j.LanguageTraining;
import org.nas4j.dl4j.RecurrentSupernet;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.spaces.EnasMode;
import org.nas4j.spaces.EnasRecurrentCell;
import org.nas4j.spaces.EnasRecurrentSpace;
import org.nas4j.strategy.Strategies;

/**
 * What {@link EnasText} does. A short training tells how fast the machine is, and so how many minibatches fit the time: a
 * fifth of it for the search, a fifth for random search, the rest for three trainings from scratch. From then on nothing
 * depends on time.
 */
final class EnasTextSearch {

  private static final int EPOCHS = 8;
  private static final int TRIAL_BATCHES = 30;
  private static final double SEARCH_SHARE = 0.2;
  private static final double TRAINING_SHARE = 0.15;

  private final EnasTextOptions options;
  private final Consumer<String> out;
  private final Corpus corpus;
  private final EnasRecurrentSpace space;

  EnasTextSearch(EnasTextOptions options, Consumer<String> out) throws IOException {
    this.options = options;
    this.out = out;
    this.corpus = options.corpus();
    this.space = new EnasRecurrentSpace(options.nodes(), EnasMode.PAPER);
  }

  EnasTextFindings run() throws InterruptedException {
    print(
        "%s, seed %d: %,d tokens for training, %,d for validation, %,d different",
        space,
        options.seed(),
        corpus.training().length,
        corpus.validation().length,
        corpus.vocabulary().size());
    double seconds = secondsOfABatch();
    double all = options.time().toMillis() / 1e3;
    // Scoring a network costs a third of training it; a phase scores half as many as it trains.
    int epoch = Math.max(1, (int) (SEARCH_SHARE * all / seconds / 1.2 / EPOCHS));
    int batches = Math.max(1, (int) (TRAINING_SHARE * all / seconds));
    OneShotResult<EnasRecurrentCell> found = search("reinforce", epoch);
    OneShotResult<EnasRecurrentCell> random = search("random", epoch);
    return judge(found, random, batches);
  }

  /** Of the space's largest training, measured twice, since Java is slow at first. */
  private double secondsOfABatch() throws InterruptedException {
    double seconds = 0;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      train(new LanguageCell.Lstm(), options.hidden(), TRIAL_BATCHES);
      seconds = (System.nanoTime() - start) / 1e9 / TRIAL_BATCHES;
    }
    print("A minibatch takes about %.1f ms", seconds * 1e3);
    // A cell of nodes has about as many products as an LSTM, but smaller ones.
    return seconds * Math.max(1, options.nodes() / 3.0);
  }

  private OneShotResult<EnasRecurrentCell> search(String strategy, int batches)
      throws InterruptedException {
    print("%nSearching with %s: %d epochs of %d minibatches", strategy, EPOCHS, batches);
    LanguageTraining settings = LanguageTraining.characters(options.hidden(), batches);
    try (RecurrentSupernet supernet = RecurrentSupernet.builder(corpus, settings)
        .constant(options.constant())
        .seed(options.seed())
        .build()) {
      return OneShotSearch.builder(space, supernet)
          .strategy(Strategies.named(strategy))
          .epochs(EPOCHS)
          .learningRate(
              new WarmRestarts(settings.learningRate(), settings.learningRate() / 20, EPOCHS, 1))
          .controllerSamples(Math.max(1, batches / 2))
          .derive(50, 5)
          .seed(options.seed())
          .onEpoch(this::report)
          .run();
    }
  }

  private void report(OneShotEpoch epoch) {
    print(
        "  epoch %d: training loss %.3f nats a token, mean reward %.4f, %d different cells",
        epoch.epoch(), epoch.trainingLoss(), epoch.meanScore(), epoch.networks());
  }

  private LanguageModel train(LanguageCell cell, int hidden, int batches)
      throws InterruptedException {
    return LanguageModel.train(
        cell, corpus, LanguageTraining.characters(hidden, batches), options.seed());
  }

  private record Trained(String name, LanguageModel model, double seconds) {}

  private EnasTextFindings judge(
      OneShotResult<EnasRecurrentCell> found, OneShotResult<EnasRecurrentCell> random, int batches)
      throws InterruptedException {
    LanguageCell cell = new LanguageCell.Enas(found.architecture());
    int hidden = options.hidden();
    print("%nTraining from scratch: %d minibatches each", batches);
    List<Trained> trained = new ArrayList<>();
    trained.add(finalist("derived by ENAS", cell, hidden, batches));
    trained.add(finalist(
        "random, shared weights", new LanguageCell.Enas(random.architecture()), hidden, batches));
    LanguageCell lstm = new LanguageCell.Lstm();
    trained.add(finalist("LSTM", lstm, unitsOfAsManyParameters(cell, lstm), batches));
    List<EnasTextFindings.Finalist> finalists = new ArrayList<>();
    int[] test = corpus.test();
    for (Trained each : trained) {
      finalists.add(new EnasTextFindings.Finalist(
          each.name(),
          each.model(),
          each.model().perplexity(corpus.validation()),
          each.model().perplexity(test),
          each.seconds()));
    }
    LanguageTraining settings = LanguageTraining.characters(hidden, batches);
    return new EnasTextFindings(
        finalists,
        found.architecture(),
        random.architecture(),
        (long) batches * settings.batch() * settings.steps(),
        found.epochs().get(found.epochs().size() - 1).networks());
  }

  private Trained finalist(String name, LanguageCell cell, int hidden, int batches)
      throws InterruptedException {
    long start = System.nanoTime();
    LanguageModel model = train(cell, hidden, batches);
    double seconds = (System.nanoTime() - start) / 1e9;
    print("  %s: %,d parameters, %.0f s", name, model.parameterCount(), seconds);
    return new Trained(name, model, seconds);
  }

  private int unitsOfAsManyParameters(LanguageCell cell, LanguageCell other) {
    int vocabulary = corpus.vocabulary().size();
    long wanted = LanguageModel.parameterCount(cell, options.hidden(), vocabulary);
    int units = 1;
    while (distance(other, units + 1, wanted) < distance(other, units, wanted)) {
      units++;
    }
    return units;
  }

  private long distance(LanguageCell cell, int units, long wanted) {
    return Math.abs(
        LanguageModel.parameterCount(cell, units, corpus.vocabulary().size()) - wanted);
  }

  private void print(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }
}
