package org.nas4j.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Deadline;
import org.nas4j.exchange.CellJson;
import org.nas4j.language.LanguageEvaluator;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.objective.Rewards;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.RecurrentCell;

/** An LSTM as long as the time is, or a search for a cell before. For one thread. */
final class TextRun {

  static final int TRIAL_UNITS = 48;
  static final int TRIAL_BATCHES = 60;
  static final int LEAVES = 4;
  static final double CONSTANT = 4;

  private static final String LSTM = "LSTM";
  private static final String FOUND = "found";
  private static final String BEST = "best-so-far.weights";
  private static final int[] UNITS = {64, 128, 200, 320};
  private static final int STREAMS = 64;
  private static final int STEPS = 50;
  private static final int PROBE = 4;

  /** Minibatches that are worth more than units. */
  private static final double ENOUGH_BATCHES = 1_500;

  /** Minibatches of an LSTM for which the time is long enough for a search. */
  private static final double BATCHES_WORTH_A_SEARCH = 6_000;

  private static final double SEARCH_SHARE = 0.25;
  private static final double CHOICE_SHARE = 0.2;
  private static final double TRAINING_SHARE = 0.95;

  private final Corpus corpus;
  private final AutoRun run;
  private final int streams;
  private double judgingSeconds;

  TextRun(Corpus corpus, AutoRun run) {
    this.corpus = corpus;
    this.run = run;
    int tokens = corpus.training().length;
    this.streams = Math.max(1, Math.min(STREAMS, tokens / STEPS));
  }

  /** A model and its perplexity on the validation part. */
  record Trained(LanguageModel model, double perplexity) {}

  AutoTextResult run() throws InterruptedException {
    NasSearch<RecurrentCell> search = explicit();
    Optional<Trained> before = before();
    if (run.isFinished()) {
      return new AutoTextResult(
          before.orElseThrow(),
          run.choices(),
          run.clock().elapsed(),
          search,
          run.journal().fact("java").orElseThrow());
    }
    run.journal().write(run.clock().elapsed());
    int units = units(CellGraph.lstm());
    double batches = run.clock().seconds(TRAINING_SHARE) / secondsOfABatch(CellGraph.lstm(), units);
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("task", "language model");
    choices.put("tokens", corpus.level().toString());
    choices.put("validation", corpus.validation().length + " tokens");
    choices.put("units", Integer.toString(units));
    CellGraph cell = CellGraph.lstm();
    choices.put("cell", LSTM);
    choices.put("trials", "0: the time is enough for an LSTM alone");
    Optional<Trained> best = before;
    if (batches >= BATCHES_WORTH_A_SEARCH) {
      SearchResult<RecurrentCell> found = search(search);
      choices.put("trials", Integer.toString(found.trials().size()));
      choices.put("strategy", found.settings().get("strategy"));
      Optional<CellGraph> other = found.best().map(each -> each.architecture().graph());
      if (other.isPresent()) {
        double seconds = CHOICE_SHARE / 2 * run.clock().seconds(1);
        Trained lstm = trained(cell, units, seconds);
        Trained theirs = trained(other.get(), units, seconds);
        choices.put("perplexityOfTheLstm", Double.toString(lstm.perplexity()));
        choices.put("perplexityOfTheCellFound", Double.toString(theirs.perplexity()));
        if (theirs.perplexity() < lstm.perplexity()) {
          cell = other.get();
          choices.put("cell", FOUND + ": " + CellJson.write(cell));
        }
        best = better(better(best, lstm), theirs);
      }
    }
    return last(cell, units, best, choices, search);
  }

  private AutoTextResult last(
      CellGraph cell,
      int units,
      Optional<Trained> before,
      Map<String, String> choices,
      NasSearch<RecurrentCell> search)
      throws InterruptedException {
    double seconds = run.clock().seconds(TRAINING_SHARE);
    int batches = batches(cell, units, seconds);
    Trained last = trained(cell, units, seconds);
    Trained best = better(before, last).orElseThrow();
    choices.put("minibatches", Integer.toString(batches));
    String java = LanguageSource.of(corpus, settings(units, batches), cell, run.seed());
    run.journal().note("java", java);
    keep(best);
    run.finish(BEST, best.perplexity(), choices);
    return new AutoTextResult(best, choices, run.clock().elapsed(), search, java);
  }

  private static Optional<Trained> better(Optional<Trained> one, Trained other) {
    return one.isPresent() && one.get().perplexity() <= other.perplexity()
        ? one
        : Optional.of(other);
  }

  /** As many as leave time for enough minibatches. */
  private int units(CellGraph cell) throws InterruptedException {
    secondsOfABatch(cell, UNITS[0]);
    int chosen = UNITS[0];
    for (int units : UNITS) {
      double seconds = secondsOfABatch(cell, units);
      if (run.clock().seconds(TRAINING_SHARE) / seconds < ENOUGH_BATCHES) {
        break;
      }
      chosen = units;
    }
    return chosen;
  }

  private double secondsOfABatch(CellGraph cell, int units) throws InterruptedException {
    long begun = System.nanoTime();
    LanguageModel.train(
        cell, corpus, settings(units, PROBE), 0, deadline(run.clock().seconds(1)));
    return (System.nanoTime() - begun) / 1e9 / PROBE;
  }

  private int batches(CellGraph cell, int units, double seconds) throws InterruptedException {
    double left = Math.max(0, seconds - judgingSeconds);
    return (int) Math.max(1, Math.min(1_000_000, left / secondsOfABatch(cell, units)));
  }

  private LanguageTraining settings(int units, int batches) {
    return LanguageTraining.characters(units, batches).toBuilder()
        .batch(streams)
        .steps(STEPS)
        .build();
  }

  /** Passes when the time is over, and when the thread is interrupted, so that a model is left. */
  private static Deadline deadline(double seconds) {
    return Deadline.in(
        Duration.ofNanos((long) (1e9 * Math.max(0.05, seconds))),
        () -> Thread.currentThread().isInterrupted() ? Long.MAX_VALUE / 2 : System.nanoTime());
  }

  /** Trains for so many seconds; if it is interrupted, what there is by then is kept. */
  private Trained trained(CellGraph cell, int units, double seconds) throws InterruptedException {
    int batches = batches(cell, units, seconds);
    LanguageModel model =
        LanguageModel.train(cell, corpus, settings(units, batches), run.seed(), deadline(seconds));
    boolean interrupted = Thread.interrupted();
    Trained trained = judged(model);
    if (run.figure().isEmpty() || trained.perplexity() < run.figure().getAsDouble()) {
      keep(trained);
    }
    if (interrupted) {
      throw new InterruptedException("The training was interrupted.");
    }
    return trained;
  }

  private Trained judged(LanguageModel model) {
    long begun = System.nanoTime();
    double perplexity = model.perplexity(corpus.validation());
    judgingSeconds = (System.nanoTime() - begun) / 1e9;
    return new Trained(model, perplexity);
  }

  private void keep(Trained trained) {
    run.journal()
        .file(BEST)
        .ifPresent(file -> run.journal().save(() -> trained.model().save(file)));
    run.keep(BEST, trained.perplexity());
  }

  /** What an earlier run left. */
  private Optional<Trained> before() {
    Optional<Path> file = run.journal().file(BEST).filter(Files::exists);
    try {
      return file.isPresent() && run.figure().isPresent()
          ? Optional.of(new Trained(LanguageModel.load(file.get()), run.figure().getAsDouble()))
          : Optional.empty();
    } catch (IOException e) {
      throw run.journal().cannot(e);
    }
  }

  private NasSearch<RecurrentCell> explicit() {
    int workers = Math.min(4, Runtime.getRuntime().availableProcessors());
    LanguageTraining training =
        settings(TRIAL_UNITS, TRIAL_BATCHES).toBuilder().threads(1).build();
    return NasSearch.builder(NasRecurrentSpace.builder().leaves(LEAVES).build())
        .evaluator(LanguageEvaluator.of(corpus, training, RecurrentCell::graph))
        .reward(Rewards.inverseSquaredPerplexity(LanguageEvaluator.VALIDATION_PERPLEXITY, CONSTANT))
        .stopAfter(StopRule.elapsed(
            Duration.ofNanos((long) (SEARCH_SHARE * run.clock().time().toNanos()))))
        .parallelism(workers)
        .seed(run.seed())
        .build();
  }

  private SearchResult<RecurrentCell> search(NasSearch<RecurrentCell> search)
      throws InterruptedException {
    SearchBuilder<RecurrentCell> builder = search.toBuilder();
    Duration before = Duration.ZERO;
    Optional<Path> journal = run.journal().file("search.jsonl");
    try {
      if (journal.isPresent()) {
        before = Files.exists(journal.get())
            ? SearchResult.read(journal.get()).elapsed()
            : Duration.ZERO;
        builder.store(journal.get());
      }
    } catch (IOException e) {
      throw run.journal().cannot(e);
    }
    Duration whole = before.plus(run.clock().until(SEARCH_SHARE));
    SearchResult<RecurrentCell> found = builder
        .stopAfter(StopRule.elapsed(whole))
        .limits(limits -> limits.wholeRun(whole))
        .build()
        .run();
    if (Thread.interrupted()) {
      throw new InterruptedException("The search was interrupted.");
    }
    return found;
  }
}
