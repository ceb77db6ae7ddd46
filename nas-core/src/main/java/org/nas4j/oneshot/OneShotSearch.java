package org.nas4j.oneshot;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.nas4j.arch.Architecture;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Search on shared weights, as ENAS does it (pham2018enas, section 2.2). In each epoch the shared weights ω are trained for
 * one pass over the training data, with a fresh network for every minibatch, while the controller θ only proposes; then ω
 * rests while the controller learns from networks that are scored on one validation minibatch each. At the end some
 * networks are proposed, all are scored on the same validation minibatch, the best of them on all validation data, and
 * the best of those is to be trained from scratch.
 *
 * <p>Any strategy can be the controller. {@link RandomSearch} as the strategy gives the honest baseline, random search
 * with weight sharing (li2019random), through the same schedule.
 *
 * <p>Deviation: the released code draws the validation minibatches of the second phase by queue; here sample k of a phase
 * is scored on minibatch k, round and round. For one thread.
 */
public final class OneShotSearch {

  private final Builder settings;

  private OneShotSearch(Builder settings) {
    this.settings = settings;
  }

  /**
   * Starts to describe a search.
   *
   * @param space whose equal node names mean equal weights
   * @param supernet trains and judges its networks
   * @return a builder
   */
  public static Builder builder(SearchSpace<Architecture> space, Supernet supernet) {
    return new Builder(space, supernet);
  }

  private OneShotResult run() throws InterruptedException {
    OneShotPolicy policy = new OneShotPolicy(settings.space, settings.strategy, settings.seed);
    List<OneShotEpoch> epochs = new ArrayList<>();
    Set<Genotype> trained = new HashSet<>();
    for (int epoch = 0; epoch < settings.epochs; epoch++) {
      double loss = trainWeights(policy, epoch, trained);
      double accuracy = trainController(policy);
      OneShotEpoch done = new OneShotEpoch(epoch + 1, loss, accuracy, trained.size());
      epochs.add(done);
      settings.listener.accept(done);
    }
    return derive(policy, epochs);
  }

  private double trainWeights(OneShotPolicy policy, int epoch, Set<Genotype> trained)
      throws InterruptedException {
    int batches = settings.supernet.trainingBatches();
    double sum = 0;
    for (int batch = 0; batch < batches; batch++) {
      OneShotPolicy.Child child = policy.propose();
      trained.add(child.genotype());
      double rate = settings.learningRate.at(epoch + (double) batch / batches);
      sum += settings.supernet.train(child.architecture(), rate);
    }
    return sum / batches;
  }

  private double trainController(OneShotPolicy policy) throws InterruptedException {
    double sum = 0;
    for (int step = 0; step < settings.controllerSamples; step++) {
      OneShotPolicy.Child child = policy.propose();
      int batch = step % settings.supernet.validationBatches();
      double accuracy = settings.supernet.accuracy(child.architecture(), batch);
      policy.observe(child, accuracy);
      sum += accuracy;
    }
    return settings.controllerSamples == 0 ? Double.NaN : sum / settings.controllerSamples;
  }

  private record Scored(OneShotPolicy.Child child, double accuracy) {}

  private OneShotResult derive(OneShotPolicy policy, List<OneShotEpoch> epochs)
      throws InterruptedException {
    Map<Genotype, OneShotPolicy.Child> candidates = new LinkedHashMap<>();
    for (int i = 0; i < settings.derived; i++) {
      OneShotPolicy.Child child = policy.propose();
      candidates.putIfAbsent(child.genotype(), child);
    }
    List<Scored> first = new ArrayList<>();
    for (OneShotPolicy.Child child : candidates.values()) {
      first.add(new Scored(child, settings.supernet.accuracy(child.architecture(), 0)));
    }
    first.sort(Comparator.comparingDouble(each -> -each.accuracy()));
    Optional<Scored> best = Optional.empty();
    for (Scored each : first.subList(0, Math.min(settings.finalists, first.size()))) {
      double accuracy = onAllValidationData(each.child().architecture());
      if (best.isEmpty() || accuracy > best.get().accuracy()) {
        best = Optional.of(new Scored(each.child(), accuracy));
      }
    }
    Scored winner = best.orElseThrow();
    return new OneShotResult(
        winner.child().genotype(),
        winner.child().architecture(),
        winner.accuracy(),
        first.size(),
        epochs);
  }

  private double onAllValidationData(Architecture child) throws InterruptedException {
    double sum = 0;
    int batches = settings.supernet.validationBatches();
    for (int batch = 0; batch < batches; batch++) {
      sum += settings.supernet.accuracy(child, batch);
    }
    return sum / batches;
  }

  /** Describes a one-shot search. For one thread. */
  public static final class Builder {

    private final SearchSpace<Architecture> space;
    private final Supernet supernet;
    private SearchStrategy strategy = new RandomSearch();
    private WarmRestarts learningRate = WarmRestarts.ENAS;
    private int epochs = 10;
    private int controllerSamples = 300;
    private int derived = 100;
    private int finalists = 10;
    private long seed = 1;
    private Consumer<OneShotEpoch> listener = epoch -> {};

    private Builder(SearchSpace<Architecture> space, Supernet supernet) {
      this.space = requireNonNull(space, "space");
      this.supernet = requireNonNull(supernet, "supernet");
    }

    /**
     * What proposes networks and learns from their accuracy; random search unless set.
     *
     * @param newStrategy recipe of the controller
     * @return this
     */
    public Builder strategy(SearchStrategy newStrategy) {
      strategy = requireNonNull(newStrategy, "newStrategy");
      return this;
    }

    /**
     * The learning rate of the shared weights; {@link WarmRestarts#ENAS} unless set.
     *
     * @param schedule by epochs
     * @return this
     */
    public Builder learningRate(WarmRestarts schedule) {
      learningRate = requireNonNull(schedule, "schedule");
      return this;
    }

    /**
     * How often both phases are gone through; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = atLeast(1, count, "number of epochs");
      return this;
    }

    /**
     * How many networks the controller learns from in each epoch; 300 unless set, as in ENAS' micro search (30 updates of
     * 10 samples).
     *
     * @param count at least 0
     * @return this
     */
    public Builder controllerSamples(int count) {
      controllerSamples = atLeast(0, count, "number of controller samples");
      return this;
    }

    /**
     * How many networks are proposed in the end, and how many of them are scored on all validation data; 100 and 10
     * unless set.
     *
     * @param proposed at least 1
     * @param scored at least 1
     * @return this
     */
    public Builder derive(int proposed, int scored) {
      derived = atLeast(1, proposed, "number of proposed networks");
      finalists = atLeast(1, scored, "number of scored networks");
      return this;
    }

    /**
     * From what the controller's randomness is derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Who is told of each epoch.
     *
     * @param newListener called on the searching thread
     * @return this
     */
    public Builder onEpoch(Consumer<OneShotEpoch> newListener) {
      listener = requireNonNull(newListener, "newListener");
      return this;
    }

    private static int atLeast(int least, int value, String name) {
      if (value < least) {
        throw new IllegalArgumentException(
            "The " + name + " must be at least [" + least + "], but is [" + value + "].");
      }
      return value;
    }

    /**
     * Runs to the end on this thread.
     *
     * @return the derived network and how it was found
     * @throws InterruptedException if the thread is interrupted
     */
    public OneShotResult run() throws InterruptedException {
      return new OneShotSearch(this).run();
    }
  }
}
