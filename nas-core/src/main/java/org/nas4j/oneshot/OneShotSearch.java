package org.nas4j.oneshot;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Search on shared weights, as ENAS does it (pham2018enas, section 2.2). In each epoch the shared
 * weights ω are trained for one pass over the training data, with a fresh network for every
 * minibatch, while the controller θ only proposes; then ω rests while the controller learns from
 * networks that are scored on one validation minibatch each. At the end some networks are proposed,
 * all are scored on the same validation minibatch, the best of them on all validation data, and the
 * best of those is to be trained from scratch.
 *
 * <p>Any strategy can be the controller. {@link RandomSearch} as the strategy gives the honest
 * baseline, random search with weight sharing (li2019random), through the same schedule.
 *
 * <p>Deviation: the released code draws the validation minibatches of the second phase by queue;
 * here sample k of a phase is scored on minibatch k, round and round. For one thread.
 *
 * @param <A> what describes a network
 */
public final class OneShotSearch<A> {

  private final SearchSpace<A> space;
  private final Supernet<A> supernet;
  private final OneShotSettings settings;
  private final Consumer<OneShotEpoch> listener;
  /** Null if there is none. */
  private final Path checkpoint;
  /** Null for the ends of epochs only. */
  private final Duration checkpointEvery;

  private final LongSupplier ticker;

  private OneShotSearch(Builder<A> builder) {
    space = builder.space;
    supernet = builder.supernet;
    settings = builder.settings();
    listener = builder.listener;
    checkpoint = builder.checkpoint;
    checkpointEvery = builder.checkpointEvery;
    ticker = builder.ticker;
  }

  /**
   * Starts to describe a search.
   *
   * @param space whose equal node names mean equal weights
   * @param supernet trains and judges its networks
   * @param <A> what describes a network
   * @return a builder
   */
  public static <A> Builder<A> builder(SearchSpace<A> space, Supernet<A> supernet) {
    return new Builder<>(space, supernet);
  }

  /**
   * Starts from this search.
   *
   * @return a builder for the same space and supernet
   */
  public Builder<A> toBuilder() {
    return new Builder<>(this);
  }

  /**
   * What the search was told, for results and logs: its own settings, and those of the strategy
   * after "strategy.".
   *
   * @return names and values, sorted by name
   */
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(Settings.of(settings));
    all.put("strategy", settings.strategy().name());
    settings.strategy().settings().forEach((name, value) -> all.put("strategy." + name, value));
    return all;
  }

  /**
   * Runs to the end on this thread, from the supernet's weights as they are, or from the
   * checkpoint, if it is there.
   *
   * @return the derived network and how it was found
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if the checkpoint is of a search with other settings, or its
   *     supernet was used before
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   */
  public OneShotResult<A> run() throws InterruptedException {
    OneShotPolicy<A> policy = new OneShotPolicy<>(space, settings.strategy(), settings.seed());
    OneShotRun<A> run = new OneShotRun<>(settings, supernet, policy, listener);
    Checkpoints checkpoints = new Checkpoints(checkpoint, checkpointEvery, ticker);
    return derive(policy, run.run(checkpoints, allSettings()));
  }

  /** What a checkpoint must agree on. */
  private Map<String, String> allSettings() {
    Map<String, String> all = new TreeMap<>(settings());
    all.put("supernet.trainingBatches", Integer.toString(supernet.trainingBatches()));
    all.put("supernet.validationBatches", Integer.toString(supernet.validationBatches()));
    supernet.settings().forEach((name, value) -> all.put("supernet." + name, value));
    return all;
  }

  private record Scored<A>(OneShotPolicy.Child<A> child, double score) {}

  private OneShotResult<A> derive(OneShotPolicy<A> policy, List<OneShotEpoch> epochs)
      throws InterruptedException {
    Map<Genotype, OneShotPolicy.Child<A>> candidates = new LinkedHashMap<>();
    for (int i = 0; i < settings.derived(); i++) {
      OneShotPolicy.Child<A> child = policy.sample();
      candidates.putIfAbsent(child.genotype(), child);
    }
    List<Scored<A>> first = new ArrayList<>();
    for (OneShotPolicy.Child<A> child : candidates.values()) {
      double score = supernet.score(child.architecture(), 0);
      first.add(new Scored<>(child, Figures.asScore(score)));
    }
    first.sort(Comparator.comparingDouble(each -> -each.score()));
    Optional<Scored<A>> best = Optional.empty();
    for (Scored<A> each : first.subList(0, Math.min(settings.finalists(), first.size()))) {
      double score = Figures.asScore(supernet.score(each.child().architecture()));
      if (best.isEmpty() || score > best.get().score()) {
        best = Optional.of(new Scored<>(each.child(), score));
      }
    }
    Scored<A> winner = best.orElseThrow();
    if (!Figures.usable(winner.score())) {
      throw new ArithmeticException(
          "None of [" + first.size()
              + "] networks has a finite score on the shared weights.\nMaybe they diverged: lower the learning rate.");
    }
    return new OneShotResult<>(
        winner.child().genotype(),
        winner.child().architecture(),
        winner.score(),
        first.size(),
        epochs);
  }

  /**
   * Describes a one-shot search. For one thread.
   *
   * @param <A> what describes a network
   */
  public static final class Builder<A> {

    private final SearchSpace<A> space;
    private final Supernet<A> supernet;
    private SearchStrategy strategy = new RandomSearch();
    private WarmRestarts learningRate = WarmRestarts.ENAS;
    private int epochs = 10;
    private int warmUp;
    private int controllerSamples = 300;
    private int derived = 100;
    private int finalists = 10;
    private long seed = 1;
    private Consumer<OneShotEpoch> listener = epoch -> {};
    private Path checkpoint;
    private Duration checkpointEvery;
    private LongSupplier ticker = System::nanoTime;

    private Builder(SearchSpace<A> space, Supernet<A> supernet) {
      this.space = requireNonNull(space, "space");
      this.supernet = requireNonNull(supernet, "supernet");
    }

    private Builder(OneShotSearch<A> search) {
      this(search.space, search.supernet);
      strategy = search.settings.strategy();
      learningRate = search.settings.learningRate();
      epochs = search.settings.epochs();
      warmUp = search.settings.warmUp();
      controllerSamples = search.settings.controllerSamples();
      derived = search.settings.derived();
      finalists = search.settings.finalists();
      seed = search.settings.seed();
      listener = search.listener;
      checkpoint = search.checkpoint;
      checkpointEvery = search.checkpointEvery;
      ticker = search.ticker;
    }

    private OneShotSettings settings() {
      return new OneShotSettings(
          strategy, learningRate, epochs, warmUp, controllerSamples, derived, finalists, seed);
    }

    /**
     * What proposes networks and learns from their scores; random search unless set.
     *
     * @param newStrategy recipe of the controller
     * @return this
     */
    public Builder<A> strategy(SearchStrategy newStrategy) {
      strategy = requireNonNull(newStrategy, "newStrategy");
      return this;
    }

    /**
     * The learning rate of the shared weights; {@link WarmRestarts#ENAS} unless set.
     *
     * @param schedule by epochs
     * @return this
     */
    public Builder<A> learningRate(WarmRestarts schedule) {
      learningRate = requireNonNull(schedule, "schedule");
      return this;
    }

    /**
     * How often both phases are gone through; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder<A> epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * How many of the first epochs train weights only: the controller, which would learn from
     * weights that are worth little yet, begins after them. None unless set, as in the paper.
     *
     * @param count at least 0, fewer than there are epochs, if it is to learn at all
     * @return this
     */
    public Builder<A> warmUp(int count) {
      warmUp = Checks.atLeast(count, 0, "number of epochs to warm up");
      return this;
    }

    /**
     * How many networks the controller learns from in each epoch; 300 unless set, as in ENAS' micro
     * search (30 updates of 10 samples).
     *
     * @param count at least 0
     * @return this
     */
    public Builder<A> controllerSamples(int count) {
      controllerSamples = Checks.atLeast(count, 0, "number of controller samples");
      return this;
    }

    /**
     * How many networks are proposed in the end, and how many of them are scored on all validation
     * data; 100 and 10 unless set.
     *
     * @param proposed at least 1
     * @param scored at least 1
     * @return this
     */
    public Builder<A> derive(int proposed, int scored) {
      derived = Checks.positive(proposed, "number of proposed networks");
      finalists = Checks.positive(scored, "number of scored networks");
      return this;
    }

    /**
     * From what the controller's randomness is derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder<A> seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Keeps in a file what the search needs to go on, written anew, as a whole, after each epoch. A
     * search whose file is there goes on from it, whatever ended it, and comes to the same result,
     * to the last bit, as if it had not been ended. What happens after the last epoch is done anew
     * then. None unless set.
     *
     * @param file to be kept until the search has ended; later it can be deleted
     * @return this
     */
    public Builder<A> checkpoint(Path file) {
      checkpoint = requireNonNull(file, "file");
      return this;
    }

    /**
     * Writes the checkpoint within epochs too. Only after epochs unless set.
     *
     * @param most time between two checkpoints, more than none; steps are not cut short
     * @return this
     */
    public Builder<A> checkpointEvery(Duration most) {
      checkpointEvery = Checks.positive(most, "time between two checkpoints");
      return this;
    }

    /** Nanoseconds, for tests. */
    Builder<A> ticker(LongSupplier nanos) {
      ticker = requireNonNull(nanos, "nanos");
      return this;
    }

    /**
     * Who is told of each epoch; of those that an earlier process went through it is not told
     * again.
     *
     * @param newListener called on the searching thread
     * @return this
     */
    public Builder<A> onEpoch(Consumer<OneShotEpoch> newListener) {
      listener = requireNonNull(newListener, "newListener");
      return this;
    }

    /**
     * The search.
     *
     * @return immutable; it may be run several times, one after another
     */
    public OneShotSearch<A> build() {
      return new OneShotSearch<>(this);
    }

    /**
     * Builds the search and runs it to the end on this thread.
     *
     * @return the derived network and how it was found
     * @throws InterruptedException if the thread is interrupted
     */
    public OneShotResult<A> run() throws InterruptedException {
      return build().run();
    }
  }
}
