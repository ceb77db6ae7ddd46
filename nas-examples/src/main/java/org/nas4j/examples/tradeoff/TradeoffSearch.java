package org.nas4j.examples.tradeoff;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Augmentation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.HandmadeNetwork;
import org.nas4j.examples.cli.KeptSearch;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Latency;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.objective.ParetoFront.Member;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/**
 * What {@link Tradeoff} does: searches a front, trains networks of it for longer, measures them
 * again one by one, chooses by validation data, and judges by test data once.
 */
final class TradeoffSearch {

  /** Of the time; the finalists have the rest. */
  private static final double SEARCH_SHARE = 0.6;

  /** When the finalists should be trained; the rest is for test data and files. */
  private static final double END_SHARE = 0.92;

  private static final int LEAST_FINALISTS = 5;
  private static final int MOST_FINALISTS = 10;

  /** Two latencies that differ less are one choice. */
  private static final double ALIKE = 1.15;

  private static final int MOST_EPOCHS = 40;
  private static final int SHIFT = 2;

  private final Digits digits;
  private final int epochs;
  private final long seed;
  private final double share;
  private final TradeoffReport report;
  private final SearchSpace<Architecture> space;

  TradeoffSearch(Digits digits, int epochs, long seed, double share, TradeoffReport report) {
    this.digits = digits;
    this.epochs = epochs;
    this.seed = seed;
    this.share = share;
    this.report = report;
    this.space = ChainSpace.builder(digits.shape(), digits.classes())
        .filters(4, 8, 16, 32, 64)
        .build();
  }

  SearchSpace<Architecture> space() {
    return space;
  }

  FrontFindings run(KeptSearch kept, Duration time, DoubleSupplier spent)
      throws IOException, InterruptedException {
    Latency reference = Latency.measure(HandmadeNetwork.of(digits.shape(), digits.classes()), 1, 1);
    report.reference(reference);
    double seconds = time.toNanos() / 1e9;
    SearchResult<Architecture> search = search(kept, seconds * SEARCH_SHARE - spent.getAsDouble());
    List<Member<Ranked<Architecture>>> finalists = finalists(search);
    report.finalists(finalists.size());
    List<FrontNetwork> front = train(finalists, () -> seconds * END_SHARE - spent.getAsDouble());
    double limit = share * reference.seconds();
    SecondLook second =
        SecondLook.of(front, limit, each -> Latency.measure(each.network().architecture(), 1, 1));
    List<FrontNetwork> judged = judge(front);
    return new FrontFindings(
        search, judged, judged.get(front.indexOf(second.chosen())), second, reference, limit);
  }

  private SearchResult<Architecture> search(KeptSearch kept, double seconds) throws IOException {
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(digits.search().training())
        .validation(digits.search().validation())
        .epochs(epochs)
        .latencyBatch(1)
        .build();
    return kept.keep(NasSearch.builder(space), space, "search")
        .objective(Metric.VALIDATION_ACCURACY)
        .objective(Metric.LATENCY_SECONDS)
        .evaluator(evaluator)
        .stopAfter(StopRule.elapsed(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))))
            .and(StopRule.trials(LEAST_FINALISTS)))
        .parallelism(Math.min(4, Runtime.getRuntime().availableProcessors()))
        .seed(seed)
        .listener(report.progress())
        .run();
  }

  private static List<Member<Ranked<Architecture>>> finalists(SearchResult<Architecture> search) {
    List<Member<Ranked<Architecture>>> some = new ArrayList<>(search.front().members());
    if (some.isEmpty()) {
      throw new IllegalStateException(
          search.whyNoBest().orElse("No trial has both figures.\nMaybe allow more --minutes."));
    }
    while (some.size() > LEAST_FINALISTS) {
      int nearest = nearest(some);
      if (some.size() <= MOST_FINALISTS && ratio(some, nearest) > ALIKE) {
        break;
      }
      some.remove(nearest);
    }
    return some;
  }

  /** Which differs least in latency from the one before, which is more accurate. */
  private static int nearest(List<Member<Ranked<Architecture>>> front) {
    return IntStream.range(1, front.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> ratio(front, i)))
        .orElseThrow();
  }

  private static double ratio(List<Member<Ranked<Architecture>>> front, int i) {
    return front.get(i - 1).evaluation().get(Metric.LATENCY_SECONDS)
        / front.get(i).evaluation().get(Metric.LATENCY_SECONDS);
  }

  /** Each for as many epochs as would fit for all that are left. */
  private List<FrontNetwork> train(
      List<Member<Ranked<Architecture>>> finalists, DoubleSupplier secondsLeft)
      throws InterruptedException {
    List<FrontNetwork> front = new ArrayList<>();
    double slower = 1;
    for (int i = 0; i < finalists.size(); i++) {
      double left = secondsLeft.getAsDouble();
      double expected = slower * seconds(finalists.subList(i, finalists.size()));
      int longer = (int) Math.max(1, Math.min(MOST_EPOCHS, Math.floor(left / expected)));
      front.add(train(finalists.get(i), String.valueOf((char) ('A' + i)), longer));
      double took = left - secondsLeft.getAsDouble();
      slower = Math.max(slower, took / (longer * seconds(finalists.subList(i, i + 1))));
    }
    return front;
  }

  /** What an epoch of each took in the search, together. */
  private double seconds(List<Member<Ranked<Architecture>>> finalists) {
    return finalists.stream()
            .mapToDouble(each -> each.evaluation().get(Metric.TRAINING_SECONDS))
            .sum()
        / epochs;
  }

  private FrontNetwork train(Member<Ranked<Architecture>> finalist, String name, int longer)
      throws InterruptedException {
    Dl4jTraining training = Dl4jTraining.builder()
        .epochs(longer)
        .augmentation(new Augmentation(SHIFT, false))
        .build();
    Architecture architecture = finalist.item().architecture();
    TrainedNetwork network =
        TrainedNetwork.train(architecture, digits.search().training(), training, seed);
    Scores validation = network.evaluate(digits.search().validation());
    report.trained(name, longer, validation);
    return new FrontNetwork(
        name,
        finalist.item().trial(),
        network,
        validation,
        Latency.measure(architecture, 1, 1),
        null);
  }

  private List<FrontNetwork> judge(List<FrontNetwork> front) throws InterruptedException {
    Map<TrainedNetwork, Scores> scores =
        digits.test().judge(front.stream().map(FrontNetwork::network).toList());
    return front.stream().map(each -> each.judged(scores.get(each.network()))).toList();
  }
}
