package org.nas4j.examples.quickstart;

import java.io.IOException;
import java.time.Duration;
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
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;

/**
 * What {@link Quickstart} does: searches, and searches at random for as long; each time evaluates
 * the best few again for longer and chooses one of them; trains the chosen from scratch for longer
 * still, and judges them by test data once. The searches are given training and validation data
 * only.
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
  private final Dl4jTraining training;

  QuickstartSearch(QuickstartOptions options, Digits digits, QuickstartReport report) {
    this.options = options;
    this.digits = digits;
    this.report = report;
    this.space = options.space().of(digits.shape(), digits.classes());
    this.evaluator = evaluator(options.epochs());
    this.longer = evaluator(Math.multiplyExact(AGAIN, options.epochs()));
    this.training = Dl4jTraining.builder()
        .epochs(Math.max(LONGER, Math.multiplyExact(LONGER, options.epochs())))
        .augmentation(new Augmentation(SHIFT, false))
        .build();
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
    report.training(training.epochs(), digits.all());
    // The first of all, so that neither search is the one that waits for native code.
    TrainedNetwork reference =
        train("the one written by hand", HandmadeNetwork.of(digits.shape(), digits.classes()));
    report.start("Searching with " + options.strategyName());
    try (KeptSearch kept = report.keep()) {
      Timed search = search(options.strategy(), StopRule.trials(options.trials()), kept, "search");
      Timed random = search;
      if (!(options.strategy() instanceof RandomSearch)) {
        report.start("Searching at random, for as long");
        random = search(new RandomSearch(), StopRule.elapsed(search.time()), kept, "random");
      }
      return judge(reference, search, random);
    }
  }

  /** @param time without the evaluation of finalists */
  private record Timed(SearchResult<Architecture> result, Duration time) {

    Ranked<Architecture> best() {
      return result
          .chosen()
          .orElseThrow(() -> new IllegalStateException(result.whyNoBest().orElseThrow()));
    }
  }

  private Timed search(SearchStrategy strategy, StopRule end, KeptSearch kept, String name)
      throws IOException {
    SearchBuilder<Architecture> kind = kept.keep(NasSearch.builder(space), space, name);
    if (options.finalists() > 0) {
      kind.finalists(options.finalists(), longer);
    }
    TrialClock clock = new TrialClock();
    SearchResult<Architecture> result = kind.strategy(strategy)
        .evaluator(evaluator)
        .stopAfter(end)
        .parallelism(options.workers())
        .seed(options.seed())
        .listener(report.progress())
        .listener(clock)
        .run();
    return new Timed(result, clock.time());
  }

  private Findings judge(TrainedNetwork reference, Timed search, Timed random)
      throws InterruptedException {
    report.training(training.epochs(), digits.all());
    Ranked<Architecture> best = search.best();
    Ranked<Architecture> randomBest = random.best();
    TrainedNetwork bestNetwork = train("the best", best.architecture());
    TrainedNetwork randomNetwork = best.architecture().equals(randomBest.architecture())
        ? bestNetwork
        : train("the best of random search", randomBest.architecture());
    Map<TrainedNetwork, Scores> scores =
        digits.test().judge(List.of(bestNetwork, randomNetwork, reference));
    return new Findings(
        search.result(),
        random.result(),
        search.time(),
        random.time(),
        finalist(options.strategyName(), Optional.of(best.trial()), bestNetwork, scores),
        finalist("random search", Optional.of(randomBest.trial()), randomNetwork, scores),
        finalist("written by hand", Optional.empty(), reference, scores));
  }

  private static Finalist finalist(
      String name,
      Optional<Trial> trial,
      TrainedNetwork network,
      Map<TrainedNetwork, Scores> scores) {
    return new Finalist(name, trial, network, scores.get(network));
  }

  private TrainedNetwork train(String name, Architecture architecture) throws InterruptedException {
    report.step(name);
    long start = System.nanoTime();
    TrainedNetwork network =
        TrainedNetwork.train(architecture, digits.all(), training, options.seed());
    report.stepTook((System.nanoTime() - start) / 1e9);
    return network;
  }
}
