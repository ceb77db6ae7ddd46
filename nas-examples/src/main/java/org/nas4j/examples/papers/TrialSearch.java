package org.nas4j.examples.papers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainingPart;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.search.PruningRule;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.WeightStore;

/** A search that trains each network on its own, at least twenty of them, and random search. */
final class TrialSearch implements Course {

  /** A space for images of some shape and classes. */
  @FunctionalInterface
  interface Space {
    SearchSpace<Architecture> of(Digits digits);
  }

  private final Space space;
  private final Function<SearchSpace<Architecture>, SearchStrategy> strategy;
  private final List<Scaled> scaled;
  private Dl4jTraining training = Dl4jTraining.builder().epochs(2).build();
  private Optional<Function<Digits, RewardFunction>> reward = Optional.empty();
  private Optional<Metric> cost = Optional.empty();
  private UnaryOperator<Evaluator<Architecture>> figures = evaluator -> evaluator;
  private Optional<PruningRule> pruning = Optional.empty();
  private boolean inherits;
  private Optional<Continued> continued = Optional.empty();

  TrialSearch(Space space, SearchStrategy strategy, Scaled... scaled) {
    this(List.of(scaled), space, networks -> strategy);
  }

  private TrialSearch(
      List<Scaled> scaled,
      Space space,
      Function<SearchSpace<Architecture>, SearchStrategy> strategy) {
    this.space = space;
    this.strategy = strategy;
    this.scaled = scaled;
  }

  /** By a strategy that looks at the networks of its space. */
  static TrialSearch knowingItsSpace(
      Space space, Function<SearchSpace<Architecture>, SearchStrategy> strategy, Scaled... scaled) {
    return new TrialSearch(List.of(scaled), space, strategy);
  }

  TrialSearch training(Dl4jTraining newTraining) {
    training = newTraining;
    return this;
  }

  TrialSearch reward(RewardFunction newReward) {
    return rewardFor(digits -> newReward);
  }

  /** A reward that depends on the data, such as by the cost of a network for them. */
  TrialSearch rewardFor(Function<Digits, RewardFunction> newReward) {
    reward = Optional.of(newReward);
    return this;
  }

  /** What is measured beside accuracy, told of both searches, and what adds it to the figures. */
  TrialSearch cost(Metric metric, UnaryOperator<Evaluator<Architecture>> added) {
    cost = Optional.of(metric);
    figures = added;
    return this;
  }

  TrialSearch pruning(PruningRule rule) {
    pruning = Optional.of(rule);
    return this;
  }

  /** Children start from their parents' weights, in a space that says how they are carried over. */
  TrialSearch inheriting() {
    inherits = true;
    return this;
  }

  /** Which epochs and which rate a candidate of a space is trained with. */
  @FunctionalInterface
  interface Continued {
    TrainingPart part(SearchSpace<Architecture> space, Genotype genotype);
  }

  /**
   * Children go on from their parents' weights at their own rate or for their own epochs; no two
   * trials count as equal, though their networks may be.
   */
  TrialSearch continuing(Continued parts) {
    continued = Optional.of(parts);
    return this;
  }

  /** What a search found, and what it took. */
  record Found(Ranked<Architecture> best, long networks, double seconds) {

    double accuracy() {
      return figure(Metric.VALIDATION_ACCURACY);
    }

    double figure(Metric metric) {
      return best.trial().outcome().figures().orElseThrow().get(metric);
    }

    PaperFindings.Finalist judged(double test) {
      return new PaperFindings.Finalist(
          best.architecture().cost().parameters(), accuracy(), test, networks, seconds);
    }
  }

  @Override
  public PaperFindings run(Stage stage) throws IOException, InterruptedException {
    Digits digits = stage.digits();
    scaled.forEach(stage::scale);
    stage.scale(
        "training of a network",
        "to its end",
        String.format(
            "%d epochs, %.2f s at most", training.epochs(), stage.perNetwork().toMillis() / 1e3));
    SearchSpace<Architecture> networks = space.of(digits);
    Found found = search(stage, digits, networks);
    stage.print("%d networks in %.0f s", found.networks(), found.seconds());
    Found random = random(stage, digits, networks, found.seconds());
    stage.print("%d networks at random in %.0f s", random.networks(), random.seconds());
    cost.ifPresent(each -> stage.print(
        "%s of the best: %.3g found, %.3g at random",
        each.name(), found.figure(each), random.figure(each)));
    List<Double> test = new FinalTraining(stage, digits)
        .test(List.of(found.best().architecture(), random.best().architecture()));
    return new PaperFindings(found.judged(test.get(0)), random.judged(test.get(1)));
  }

  private Found search(Stage stage, Digits digits, SearchSpace<Architecture> networks)
      throws IOException {
    Dl4jEvaluator.Builder evaluator = evaluator(digits);
    if (inherits || continued.isPresent()) {
      TemporaryFolder.delete(stage.folder().resolve("weights"));
      WeightStore store = WeightStore.open(stage.folder().resolve("weights"), 64, Long.MAX_VALUE);
      evaluator.parentWeights(
          inherits ? Inheriting.of(networks, store) : Inheriting.unchanged(networks, store));
    }
    continued.ifPresent(
        each -> evaluator.parts(candidate -> each.part(networks, candidate.genotype())));
    StopRule enough = StopRule.elapsed(Stage.duration(stage.searchSeconds()))
        .and(StopRule.trials(Stage.LEAST_NETWORKS));
    SearchBuilder<Architecture> search = builder(stage, networks, evaluator.build())
        .strategy(strategy.apply(networks))
        .stopAfter(enough);
    reward.map(each -> each.apply(digits)).ifPresent(search::reward);
    pruning.ifPresent(search::pruning);
    continued.ifPresent(each -> search.deduplicateBy(Candidate::trialId));
    return found(search.run());
  }

  /** Random search for as long as another search took. */
  Found random(Stage stage, Digits digits, SearchSpace<Architecture> networks, double seconds) {
    return found(builder(stage, networks, evaluator(digits).build())
        .strategy(new RandomSearch())
        .stopAfter(StopRule.elapsed(Stage.duration(seconds)).and(StopRule.trials(1)))
        .run());
  }

  /** One network, trained as each network of a search is. */
  Found alone(Stage stage, Digits digits, Architecture network) {
    return found(builder(stage, choices -> network, evaluator(digits).build())
        .stopAfter(StopRule.trials(1))
        .run());
  }

  private Dl4jEvaluator.Builder evaluator(Digits digits) {
    Split data = digits.search();
    return Dl4jEvaluator.builder()
        .training(data.training())
        .validation(data.validation())
        .settings(training)
        .latencyBatch(cost.filter(Metric.LATENCY_SECONDS::equals).isPresent() ? 1 : 0);
  }

  private SearchBuilder<Architecture> builder(
      Stage stage, SearchSpace<Architecture> networks, Evaluator<Architecture> evaluator) {
    return NasSearch.builder(networks)
        .evaluator(figures.apply(new TimedEvaluator<>(evaluator, stage.perNetwork())))
        .parallelism(Stage.workers())
        .lookahead(Stage.workers())
        .seed(stage.seed());
  }

  private static Found found(SearchResult<Architecture> result) {
    Ranked<Architecture> best = result.bestOrThrow();
    long networks = result.trials().stream().filter(Trial::wasEvaluated).count();
    return new Found(best, networks, result.elapsed().toNanos() / 1e9);
  }
}
