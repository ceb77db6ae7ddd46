package org.nas4j.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.Dl4jSupernet;
import org.nas4j.dl4j.Dl4jTraining;
import org.nas4j.dl4j.Scores;
import org.nas4j.dl4j.TrainedNetwork;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.RewardScale;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * What {@link EnasImages} does: searches on shared weights, twice through the same schedule, trains both derived networks
 * from scratch, and judges them by test data once.
 */
final class EnasRun {

  private static final int BATCH = 64;
  private static final int VALIDATION_BATCH = 250;
  private static final int DERIVED = 100;
  private static final int FINALISTS = 10;
  private static final double RATE = 0.05;
  private static final double LEAST_RATE = 0.001;
  private static final double DECAY = 1e-4;
  private static final int MNIST_SHIFT = 2;

  private final EnasOptions options;
  private final EnasData data;
  private final EnasReport report;
  private final EnasBudget budget;
  private final SearchSpace<Architecture> space;

  EnasRun(EnasOptions options, EnasData data, EnasReport report, EnasBudget budget) {
    this.options = options;
    this.data = data;
    this.report = report;
    this.budget = budget;
    this.space = options.space().of(data.training().shape(), data.training().classes());
  }

  private record Search(String name, OneShotResult<Architecture> result, double seconds) {}

  EnasFindings run() throws InterruptedException {
    int epochs = options.epochs().isPresent() ? options.epochs().getAsInt() : plannedEpochs();
    List<Search> searches = new ArrayList<>();
    searches.add(search("ENAS", controller(), epochs));
    if (options.withBaseline()) {
      searches.add(search("random weight sharing", new RandomSearch(), epochs));
    }
    return judge(searches);
  }

  /**
   * ENAS' controller with larger steps, since there are hundreds of updates here instead of thousands: Adam with its usual
   * constants, and advantages that have one spread whether scores differ by much or by little.
   */
  private static SearchStrategy controller() {
    return Reinforce.enas()
        .learningRate(3.5e-3)
        .adam(0, 0.999, 1e-8)
        .batch(10)
        .advantages(new Advantages(
            RewardScale.RAW, new Baseline.MovingAverage(0.95, Baseline.Start.FIRST_REWARD), true))
        .build();
  }

  private Dl4jSupernet supernet() {
    return Dl4jSupernet.builder()
        .training(data.search())
        .validation(data.validation())
        .settings(
            Dl4jTraining.builder().nesterov(0.9).weightDecay(DECAY).batch(BATCH).build())
        .validationBatch(VALIDATION_BATCH)
        .seed(options.seed())
        .build();
  }

  private int plannedEpochs() throws InterruptedException {
    try (Dl4jSupernet supernet = supernet()) {
      EnasPace pace = EnasPace.measure(supernet, space, budget.forMeasuring());
      int epochs = pace.epochs(
          budget.forSearch(),
          options.controllerSamples(),
          DERIVED + FINALISTS * supernet.validationBatches());
      report.step("%s: so there are %d epochs of %d minibatches", pace, epochs, pace.batches());
      return epochs;
    }
  }

  private Search search(String name, SearchStrategy strategy, int epochs)
      throws InterruptedException {
    report.start("Searching: " + name);
    double start = budget.elapsed();
    try (Dl4jSupernet supernet = supernet()) {
      OneShotResult<Architecture> result = OneShotSearch.builder(space, supernet)
          .strategy(strategy)
          .learningRate(new WarmRestarts(RATE, LEAST_RATE, epochs, 1))
          .epochs(epochs)
          .controllerSamples(options.controllerSamples())
          .derive(DERIVED, FINALISTS)
          .seed(options.seed())
          .onEpoch(epoch -> report.epoch(epoch, epochs, budget.elapsed() - start))
          .run();
      return new Search(name, result, budget.elapsed() - start);
    }
  }

  private EnasFindings judge(List<Search> searches) throws InterruptedException {
    report.start("Training the derived networks from scratch");
    Map<Architecture, TrainedNetwork> networks = new LinkedHashMap<>();
    searches.forEach(each -> networks.put(each.result().architecture(), null));
    int left = networks.size();
    for (Architecture architecture : List.copyOf(networks.keySet())) {
      networks.put(architecture, train(architecture, left--));
    }
    Map<TrainedNetwork, Scores> test = data.test().judge(List.copyOf(networks.values()));
    List<EnasFindings.Derived> derived = new ArrayList<>();
    for (Search each : searches) {
      TrainedNetwork network = networks.get(each.result().architecture());
      derived.add(new EnasFindings.Derived(
          each.name(),
          each.result(),
          each.seconds(),
          network,
          network.evaluate(data.validation()),
          test.get(network)));
    }
    return new EnasFindings(derived);
  }

  private TrainedNetwork train(Architecture architecture, int networksLeft)
      throws InterruptedException {
    Dl4jTraining settings =
        Dl4jTraining.builder().batch(BATCH).augmentation(augmentation()).build();
    int epochs = options.finalEpochs();
    Dataset training = data.training();
    if (options.epochs().isEmpty()) {
      double perExample = EnasPace.secondsPerExample(architecture, training, settings);
      double seconds = budget.forRetraining(networksLeft);
      long examples = Math.max(BATCH, (long) (seconds / perExample));
      epochs = (int) ((examples + training.size() - 1) / training.size());
      // Each epoch a little smaller, so that the time is used up.
      training = training.sample((int) (examples / epochs), new SplittableRandom(options.seed()));
    }
    report.step("%d epochs of %,d images", epochs, training.size());
    return TrainedNetwork.train(
        architecture, training, settings.toBuilder().epochs(epochs).build(), options.seed());
  }

  /** Digits must not be mirrored. */
  private Augmentation augmentation() {
    return ((Shape.Image) data.training().shape()).channels() == 3
        ? Augmentation.CIFAR
        : new Augmentation(MNIST_SHIFT, false);
  }
}
