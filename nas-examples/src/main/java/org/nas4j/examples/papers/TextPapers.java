package org.nas4j.examples.papers;

import java.io.IOException;
import java.util.List;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.language.LanguageEvaluator;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.language.RecurrentSupernet;
import org.nas4j.objective.Rewards;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.RecurrentCell;
import org.nas4j.strategy.reinforce.Reinforce;

/** Papers about recurrent cells, for text. */
final class TextPapers {

  private static final int HIDDEN = 48;
  private static final int BATCHES = 60;
  private static final int NODES = 4;
  private static final int UPDATE = 10;
  private static final double CONSTANT = 4;
  private static final double CONTROLLER_RATE = 3.5e-3;
  private static final Baseline.MovingAverage BASELINE =
      new Baseline.MovingAverage(0.95, Baseline.Start.FIRST_REWARD);

  private TextPapers() {}

  static Course nas() {
    return stage -> {
      Corpus corpus = stage.corpus();
      stage.scale("leaves of a cell's tree", "8", "4");
      stage.scale("children of an update", "8 x 100 replicas", "4");
      stage.scale("units", "several hundred", String.valueOf(HIDDEN));
      stage.scale("training of a cell", "35 epochs", BATCHES + " minibatches at most");
      Trained found = search(
          stage, corpus, Reinforce.nas().toBuilder().batch(4).build(), stage.searchSeconds(), true);
      Trained random = search(stage, corpus, new RandomSearch(), found.seconds(), false);
      return judge(stage, corpus, found, random);
    };
  }

  /** What a search came to. */
  private record Trained(CellGraph cell, double validation, long networks, double seconds) {}

  private static Trained search(
      Stage stage, Corpus corpus, SearchStrategy strategy, double seconds, boolean twenty) {
    LanguageTraining training =
        LanguageTraining.characters(HIDDEN, BATCHES).toBuilder().threads(1).build();
    SearchResult<RecurrentCell> result = NasSearch.builder(
            NasRecurrentSpace.builder().leaves(4).build())
        .strategy(strategy)
        .evaluator(new TimedEvaluator<>(
            LanguageEvaluator.of(corpus, training, RecurrentCell::graph), stage.perNetwork()))
        .reward(Rewards.inverseSquaredPerplexity(LanguageEvaluator.VALIDATION_PERPLEXITY, CONSTANT))
        .parallelism(Stage.workers())
        .lookahead(Stage.workers())
        .stopAfter(StopRule.elapsed(Stage.duration(seconds))
            .and(StopRule.trials(twenty ? Stage.LEAST_NETWORKS : 1)))
        .seed(stage.seed())
        .run();
    Ranked<RecurrentCell> best = result.bestOrThrow();
    return new Trained(
        best.architecture().graph(),
        best.trial().outcome().figures().orElseThrow().get(LanguageEvaluator.VALIDATION_PERPLEXITY),
        result.trials().stream().filter(Trial::wasEvaluated).count(),
        result.elapsed().toNanos() / 1e9);
  }

  static Course enas() {
    return stage -> {
      Corpus corpus = stage.corpus();
      stage.print("Preset Reinforce.enasText(), cells as in the corrected release");
      stage.scale("nodes of a cell", "12 (paper), 9 (release)", String.valueOf(NODES));
      stage.scale("units", "1,000", String.valueOf(HIDDEN));
      stage.scale("controller's learning rate", "5e-5", String.valueOf(CONTROLLER_RATE));
      stage.scale("controller's baseline", "average of 0.999 from 0", "of 0.95 from the first");
      LanguageTraining training = LanguageTraining.characters(HIDDEN, BATCHES / 2);
      EnasRecurrentSpace space =
          EnasRecurrentSpace.builder().nodes(NODES).mode(EnasMode.OFFICIAL_CODE).build();
      List<OneShot.Derived<EnasRecurrentCell>> derived = new OneShot<>(
              stage, space, () -> open(stage, corpus, training), UPDATE)
          .run(enasController(), training.learningRate());
      return judge(stage, corpus, trained(derived.get(0)), trained(derived.get(1)));
    };
  }

  /** The released controller, but one that learns from tens of updates. */
  private static Reinforce enasController() {
    return Reinforce.enasText().toBuilder()
        .learningRate(CONTROLLER_RATE)
        .advantages(Advantages.raw(BASELINE))
        .build();
  }

  private static OneShot.Opened<EnasRecurrentCell> open(
      Stage stage, Corpus corpus, LanguageTraining training) {
    RecurrentSupernet<EnasRecurrentCell> supernet = RecurrentSupernet.builder(
            corpus, training, EnasRecurrentCell::graph)
        .constant(CONSTANT)
        .seed(stage.seed())
        .build();
    return new OneShot.Opened<>(supernet, supernet);
  }

  /** The score is a constant over the perplexity. */
  private static Trained trained(OneShot.Derived<EnasRecurrentCell> one) {
    return new Trained(
        one.result().architecture().graph(),
        CONSTANT / one.result().validationScore(),
        one.networks(),
        one.seconds());
  }

  private static PaperFindings judge(Stage stage, Corpus corpus, Trained found, Trained random)
      throws IOException, InterruptedException {
    double perBatch =
        secondsOfABatch(stage, corpus, found) + secondsOfABatch(stage, corpus, random);
    int batches = (int) Math.max(BATCHES, stage.finalSeconds() / perBatch);
    stage.print("Training both cells for %d minibatches", batches);
    return new PaperFindings(
        judged(stage, corpus, found, batches), judged(stage, corpus, random, batches));
  }

  private static double secondsOfABatch(Stage stage, Corpus corpus, Trained one)
      throws InterruptedException {
    double start = stage.elapsed();
    LanguageModel.train(
        one.cell(), corpus, LanguageTraining.characters(HIDDEN, BATCHES / 4), stage.seed());
    return (stage.elapsed() - start) / (BATCHES / 4.0);
  }

  private static PaperFindings.Finalist judged(Stage stage, Corpus corpus, Trained one, int batches)
      throws InterruptedException {
    LanguageModel model = LanguageModel.train(
        one.cell(), corpus, LanguageTraining.characters(HIDDEN, batches), stage.seed());
    return new PaperFindings.Finalist(
        model.parameterCount(),
        one.validation(),
        model.perplexity(corpus.test()),
        one.networks(),
        one.seconds());
  }
}
