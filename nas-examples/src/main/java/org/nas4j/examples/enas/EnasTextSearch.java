package org.nas4j.examples.enas;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.examples.cli.KeptOneShot;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.language.RecurrentSupernet;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * What {@link EnasText} does. A short training tells how fast the machine is, and so how many
 * minibatches fit the time: a fifth of it for the search, a fifth for random search, the rest for
 * four trainings from scratch. From then on nothing depends on time, but for the second LSTM, which
 * is trained for as long as the derived cell was.
 */
final class EnasTextSearch {

  private static final int EPOCHS = 10;
  private static final int WARM_UP = 3;
  private static final int TRIAL_BATCHES = 30;
  private static final int DERIVED = 100;
  private static final int FINALISTS = 20;
  private static final double SEARCH_SHARE = 0.18;
  private static final double TRAINING_SHARE = 0.12;

  private final EnasTextOptions options;
  private final KeptOneShot kept;
  private final Consumer<String> out;
  private final Corpus corpus;
  private final EnasRecurrentSpace space;

  EnasTextSearch(EnasTextOptions options, KeptOneShot kept, Consumer<String> out)
      throws IOException {
    this.options = options;
    this.kept = kept;
    this.out = out;
    this.corpus = options.corpus();
    this.space = EnasRecurrentSpace.builder().nodes(options.nodes()).build();
  }

  EnasTextFindings run() throws InterruptedException {
    print(
        "%s, seed %d: %,d tokens for training, %,d for validation, %,d different",
        space,
        options.seed(),
        corpus.training().length,
        corpus.validation().length,
        corpus.vocabulary().size());
    double all = options.time().toNanos();
    // In nanoseconds, since a decision is a whole number.
    double batch = kept.decisions().decide("nanosecondsOfABatch", this::nanosecondsOfABatch);
    // Scoring a network costs a third of training it; a phase scores half as many as it trains.
    int epoch = Math.max(1, (int) (SEARCH_SHARE * all / batch / 1.2 / EPOCHS));
    int batches = Math.max(1, (int) (TRAINING_SHARE * all / batch));
    OneShotResult<EnasRecurrentCell> found =
        search("ENAS' controller", Reinforce.enasSmall(), epoch);
    OneShotResult<EnasRecurrentCell> random = search("random search", new RandomSearch(), epoch);
    return judge(found, random, batches);
  }

  /**
   * Of a cell, guessed from the last of three trainings of an LSTM, since Java is slow at first.
   */
  private long nanosecondsOfABatch() throws InterruptedException {
    LanguageTraining settings = LanguageTraining.characters(options.hidden(), TRIAL_BATCHES);
    double seconds = 0;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      LanguageModel.train(CellGraph.lstm(), corpus, settings, options.seed());
      seconds = (System.nanoTime() - start) / 1e9 / TRIAL_BATCHES;
    }
    print("A minibatch takes about %.1f ms", seconds * 1e3);
    // A cell of nodes has about as many products as an LSTM, but smaller ones.
    return Math.max(1, (long) (1e9 * seconds * Math.max(1, options.nodes() / 3.0)));
  }

  private OneShotResult<EnasRecurrentCell> search(String name, SearchStrategy strategy, int batches)
      throws InterruptedException {
    print("%nSearching with %s: %d epochs of %d minibatches", name, EPOCHS, batches);
    LanguageTraining settings = LanguageTraining.characters(options.hidden(), batches);
    try (RecurrentSupernet<EnasRecurrentCell> supernet = RecurrentSupernet.builder(
            corpus, settings, EnasRecurrentCell::graph)
        .constant(options.constant())
        .seed(options.seed())
        .build()) {
      OneShotResult<EnasRecurrentCell> result = kept.keep(
              OneShotSearch.builder(space, supernet), name.replaceAll("\\W+", "-"))
          .strategy(strategy)
          .epochs(EPOCHS)
          .warmUp(WARM_UP)
          .learningRate(
              new WarmRestarts(settings.learningRate(), settings.learningRate() / 20, EPOCHS, 1))
          .controllerSamples(Math.max(1, batches / 2))
          .derive(DERIVED, FINALISTS)
          .seed(options.seed())
          .onEpoch(this::report)
          .run();
      print("  derived: reward %.4f on all validation text", result.validationScore());
      return result;
    }
  }

  private void report(OneShotEpoch epoch) {
    kept.tell(epoch, space);
    print(
        "  epoch %2d: training loss %.3f nats a token, %s, %d different cells",
        epoch.epoch(),
        epoch.trainingLoss(),
        Double.isNaN(epoch.meanScore())
            ? "controller rests"
            : String.format(Locale.ROOT, "mean reward %.4f", epoch.meanScore()),
        epoch.networks());
  }

  private EnasTextFindings judge(
      OneShotResult<EnasRecurrentCell> found, OneShotResult<EnasRecurrentCell> random, int batches)
      throws InterruptedException {
    CellGraph cell = found.architecture().graph();
    CellGraph lstm = CellGraph.lstm();
    int hidden = options.hidden();
    int lstmHidden = unitsOfAsManyParameters(cell, lstm);
    print("%nTraining from scratch: %d minibatches each", batches);
    Trained derived = train("derived by ENAS", cell, hidden, batches);
    Trained randomly =
        train("random, shared weights", random.architecture().graph(), hidden, batches);
    Trained asMuch = train("LSTM, as many tokens", lstm, lstmHidden, batches);
    int inThatTime = (int) kept.decisions().decide("batchesOfTheSecondLstm", () ->
        (long) Math.max(1, batches * derived.seconds() / asMuch.seconds()));
    Trained asLong = train("LSTM, as much time", lstm, lstmHidden, inThatTime);
    List<TrainedCell> finalists = new ArrayList<>();
    int[] test = corpus.test();
    for (Trained each : List.of(derived, randomly, asMuch, asLong)) {
      finalists.add(new TrainedCell(
          each.name(),
          each.model(),
          each.model().perplexity(corpus.validation()),
          each.model().perplexity(test),
          each.tokens(),
          each.seconds()));
    }
    return new EnasTextFindings(finalists, found, random);
  }

  private record Trained(String name, LanguageModel model, long tokens, double seconds) {}

  private Trained train(String name, CellGraph cell, int hidden, int batches)
      throws InterruptedException {
    LanguageTraining settings = LanguageTraining.characters(hidden, batches);
    long start = System.nanoTime();
    LanguageModel model = LanguageModel.train(cell, corpus, settings, options.seed());
    double seconds = (System.nanoTime() - start) / 1e9;
    long tokens = (long) batches * settings.batch() * settings.steps();
    print(
        "  %s: %,d parameters, %,d tokens, %.0f s", name, model.parameterCount(), tokens, seconds);
    return new Trained(name, model, tokens, seconds);
  }

  private int unitsOfAsManyParameters(CellGraph cell, CellGraph other) {
    int vocabulary = corpus.vocabulary().size();
    long wanted = LanguageModel.parameterCount(cell, options.hidden(), vocabulary);
    int units = 1;
    while (distance(other, units + 1, wanted) < distance(other, units, wanted)) {
      units++;
    }
    return units;
  }

  private long distance(CellGraph cell, int units, long wanted) {
    return Math.abs(
        LanguageModel.parameterCount(cell, units, corpus.vocabulary().size()) - wanted);
  }

  private void print(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }
}
