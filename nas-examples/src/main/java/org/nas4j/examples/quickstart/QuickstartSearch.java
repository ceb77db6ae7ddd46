package org.nas4j.examples.quickstart;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Augmentation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluator;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.HandmadeNetwork;
import org.nas4j.examples.cli.KeptSearch;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;

/**
 * What {@link Quickstart} does: searches twice, each time evaluates the best few again for longer
 * and chooses one of them, trains the chosen from scratch for longer still, and judges them by test
 * data once. The searches are given training and validation data only.
 */
final class QuickstartSearch {

  /** Finalists are trained this many times longer than candidates, 4 epochs at least. */
  private static final int LONGER = 4;

  /** The best few of a search are evaluated again with so many times the epochs. */
  private static final int AGAIN = 2;

  private static final int SHIFT = 2;

  private final QuickstartOptions options;
  private final Digits digits;
  private final QuickstartReport report;
  private final SearchSpace<Architecture> space;
  private final Evaluator<Architecture> evaluator;
  private final Evaluator<Architecture> longer;

  QuickstartSearch(QuickstartOptions options, Digits digits, QuickstartReport report) {
    this.options = options;
    this.digits = digits;
    this.report = report;
    this.space = options.space().of(digits.shape(), digits.classes());
    this.evaluator = evaluator(options.epochs());
    this.longer = evaluator(Math.multiplyExact(AGAIN, options.epochs()));
  }

  private Evaluator<Architecture> evaluator(int epochs) {
    return Dl4jEvaluator.builder()
        .training(digits.search().training())
        .validation(digits.search().validation())
        .epochs(epochs)
        .latencyBatch(0)
        .build();
  }

  Findings run() throws IOException, InterruptedException {
    report.start("Searching with " + options.strategyName());
    try (KeptSearch kept = report.keep()) {
      SearchResult<Architecture> search = search(options.strategy(), kept, "search");
      SearchResult<Architecture> random = search;
      if (!(options.strategy() instanceof RandomSearch)) {
        report.start("Searching at random, at the same budget");
        random = search(new RandomSearch(), kept, "random");
      }
      return judge(search, random);
    }
  }

  private SearchResult<Architecture> search(SearchStrategy strategy, KeptSearch kept, String name)
      throws IOException {
    SearchBuilder<Architecture> kind = kept.keep(NasSearch.builder(space), space, name);
    if (options.finalists() > 0) {
      kind.finalists(options.finalists(), longer);
    }
    return kind.strategy(strategy)
        .evaluator(evaluator)
        .stopAfter(StopRule.trials(options.trials()))
        .parallelism(options.workers())
        .seed(options.seed())
        .listener(report.progress())
        .run();
  }

  private Findings judge(SearchResult<Architecture> search, SearchResult<Architecture> random)
      throws InterruptedException {
    Dl4jTraining training = finalTraining();
    report.start("Training the finalists from scratch: " + training.epochs() + " epochs of "
        + digits.all().size() + " images");
    Ranked<Architecture> best = best(search);
    Ranked<Architecture> randomBest = best(random);
    TrainedNetwork bestNetwork = train(best.architecture(), training, "the best");
    TrainedNetwork randomNetwork = best.architecture().equals(randomBest.architecture())
        ? bestNetwork
        : train(randomBest.architecture(), training, "the best of random search");
    TrainedNetwork referenceNetwork =
        train(HandmadeNetwork.of(digits.shape(), digits.classes()), training, "the one by hand");
    Map<TrainedNetwork, Scores> scores =
        digits.test().judge(List.of(bestNetwork, randomNetwork, referenceNetwork));
    return new Findings(
        search,
        random,
        new Finalist(
            options.strategyName(),
            Optional.of(best.trial()),
            bestNetwork,
            scores.get(bestNetwork)),
        new Finalist(
            "random search",
            Optional.of(randomBest.trial()),
            randomNetwork,
            scores.get(randomNetwork)),
        new Finalist(
            "written by hand", Optional.empty(), referenceNetwork, scores.get(referenceNetwork)));
  }

  private static Ranked<Architecture> best(SearchResult<Architecture> result) {
    return result
        .chosen()
        .orElseThrow(() -> new IllegalStateException(result.whyNoBest().orElseThrow()));
  }

  private Dl4jTraining finalTraining() {
    return Dl4jTraining.builder()
        .epochs(Math.max(LONGER, Math.multiplyExact(LONGER, options.epochs())))
        .augmentation(new Augmentation(SHIFT, false))
        .build();
  }

  private TrainedNetwork train(Architecture architecture, Dl4jTraining training, String name)
      throws InterruptedException {
    report.step(name);
    long start = System.nanoTime();
    TrainedNetwork network =
        TrainedNetwork.train(architecture, digits.all(), training, options.seed());
    report.stepTook((System.nanoTime() - start) / 1e9);
    return network;
  }
}
