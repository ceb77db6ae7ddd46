package org.nas4j.examples.enas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.examples.cli.KeptOneShot;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.SharedRanking;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * What {@link EnasImages} does: searches on shared weights, twice through the same schedule, trains
 * both derived networks from scratch, and judges them by test data once.
 */
final class EnasRun {

  private static final String ENAS = "ENAS";
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
  private final KeptOneShot kept;
  private final SearchSpace<Architecture> space;

  EnasRun(
      EnasOptions options, EnasData data, EnasReport report, EnasBudget budget, KeptOneShot kept) {
    this.options = options;
    this.data = data;
    this.report = report;
    this.budget = budget;
    this.kept = kept;
    this.space = options.space().of(data.training().shape(), data.training().classes());
  }

  private record Search(
      String name,
      OneShotResult<Architecture> result,
      double seconds,
      Optional<SharedRanking> ranking) {}

  EnasFindings run() throws InterruptedException {
    int epochs = options.epochs().isPresent()
        ? options.epochs().getAsInt()
        : (int) kept.decisions().decide("epochs", this::plannedEpochs);
    List<Search> searches = new ArrayList<>();
    searches.add(search(ENAS, Reinforce.enasSmall(), epochs));
    if (options.withBaseline()) {
      searches.add(search("random weight sharing", new RandomSearch(), epochs));
    }
    return judge(searches);
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
      OneShotResult<Architecture> result = kept.keep(
              OneShotSearch.builder(space, supernet), name.replace(' ', '-'))
          .strategy(strategy)
          .learningRate(new WarmRestarts(RATE, LEAST_RATE, epochs, 1))
          .epochs(epochs)
          .controllerSamples(options.controllerSamples())
          .derive(DERIVED, FINALISTS)
          .seed(options.seed())
          .onEpoch(epoch -> {
            report.epoch(epoch, epochs, budget.elapsed() - start);
            kept.tell(epoch, space);
            kept.decisions().used(budget.elapsed());
          })
          .run();
      double seconds = budget.elapsed() - start;
      return new Search(name, result, seconds, ranking(name, supernet));
    }
  }

  /** After the first search: each would need as long. */
  private Optional<SharedRanking> ranking(String name, Dl4jSupernet supernet)
      throws InterruptedException {
    double seconds = options.rankSeconds();
    if (seconds == 0 || !name.equals(ENAS)) {
      return Optional.empty();
    }
    SharedRanking ranking =
        new EnasRanking(data, settings(), options.seed()).measure(space, supernet, seconds);
    report.ranking(ranking);
    kept.decisions().used(budget.elapsed());
    return Optional.of(ranking);
  }

  private EnasFindings judge(List<Search> searches) throws InterruptedException {
    report.start("Training the derived networks from scratch");
    List<Architecture> architectures =
        searches.stream().map(each -> each.result().architecture()).distinct().toList();
    Course course = course(architectures);
    report.step(
        "%d epochs of %,d images each", course.epochs(), course.training().size());
    Map<Architecture, TrainedNetwork> networks = new LinkedHashMap<>();
    for (Architecture architecture : architectures) {
      Dl4jTraining settings = settings().toBuilder().epochs(course.epochs()).build();
      networks.put(
          architecture,
          TrainedNetwork.train(architecture, course.training(), settings, options.seed()));
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
    return new EnasFindings(derived, searches.get(0).ranking());
  }

  /** How each derived network is trained from scratch. */
  private record Course(int epochs, Dataset training) {}

  /** As many images for each, whether it is fast or slow, as the time left allows for all. */
  private Course course(List<Architecture> architectures) throws InterruptedException {
    Dataset training = data.training();
    if (options.epochs().isPresent()) {
      return new Course(options.finalEpochs(), training);
    }
    long images = kept.decisions().decide("images", () -> {
      double perImage = 0;
      for (Architecture each : architectures) {
        perImage += EnasPace.secondsPerExample(each, training, settings());
      }
      return Math.max(BATCH, (long) (budget.forRetraining() / perImage));
    });
    int epochs = (int) ((images + training.size() - 1) / training.size());
    // Each epoch a little smaller, so that the time is used up.
    return new Course(
        epochs, training.sample((int) (images / epochs), new SplittableRandom(options.seed())));
  }

  private Dl4jTraining settings() {
    return Dl4jTraining.builder().batch(BATCH).augmentation(augmentation()).build();
  }

  /** Digits must not be mirrored. */
  private Augmentation augmentation() {
    return ((Shape.Image) data.training().shape()).channels() == 3
        ? Augmentation.CIFAR
        : new Augmentation(MNIST_SHIFT, false);
  }
}
