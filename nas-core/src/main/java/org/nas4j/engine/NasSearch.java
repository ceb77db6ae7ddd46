package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.isolation.IsolatedEvaluator;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.EarlyStopping;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.RunHeader;
import org.nas4j.search.SearchListener;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.InMemoryTrialStore;
import org.nas4j.store.JournalTrialStore;

/**
 * A search that is ready to run: where an application starts.
 *
 * <pre>{@code
 * SearchResult<Architecture> result = NasSearch.builder(space)
 *     .evaluator(evaluator)
 *     .stopAfter(StopRule.trials(200))
 *     .run();
 * }</pre>
 *
 * <p>Only space, evaluator and a stop rule are required. Runs of equal settings and seed are equal trial for trial, as
 * long as evaluations are and no rule looks at the clock.
 *
 * @param <A> type of an architecture
 */
public final class NasSearch<A> {

  private final Builder<A> settings;
  private final TrialStore store;
  private final Listeners listeners;
  private final Evaluator<A> evaluator;

  private NasSearch(Builder<A> settings, boolean evaluates) {
    this.settings = settings;
    this.evaluator =
        evaluates && settings.isolation != null ? settings.isolation.open() : settings.evaluator;
    this.store = settings.store.get();
    this.listeners = new Listeners(settings.listeners);
  }

  /**
   * Starts to describe a search.
   *
   * @param space what to search
   * @param <A> type of an architecture
   * @return a builder
   */
  public static <A> Builder<A> builder(SearchSpace<A> space) {
    return new Builder<>(space);
  }

  /**
   * Starts to describe a search whose candidates are evaluated in processes of their own.
   *
   * @param isolation says how, and what to search
   * @param <A> type of an architecture
   * @return a builder that needs no evaluator
   */
  public static <A> Builder<A> builder(Isolation<A> isolation) {
    return new Builder<>(isolation.space()).isolation(isolation);
  }

  /** Runs to the end on this thread and its workers. */
  private SearchResult<A> run() {
    return new SearchLoop<>(this).run();
  }

  SearchSession<A> open() {
    return new SearchSession<>(this);
  }

  SearchSpace<A> space() {
    return settings.space;
  }

  SearchStrategy strategy() {
    return settings.strategy;
  }

  Evaluator<A> evaluator() {
    return evaluator;
  }

  /** Ends the worker processes, if there are any. */
  void closeEvaluator() {
    if (evaluator instanceof IsolatedEvaluator<A> isolated) {
      isolated.close();
    }
  }

  Map<String, String> provenance() {
    return Provenance.of(
        settings.strategy, settings.reward, evaluator == null ? Map.of() : evaluator.provenance());
  }

  RunHeader header() {
    return new RunHeader(
        settings.seed,
        settings.lookahead,
        settings.strategy.name(),
        settings.strategy.settings(),
        Fingerprints.of(settings.space),
        provenance());
  }

  /** Trials of another run to learn from first. */
  List<Trial> warmStart() {
    return settings.startFrom == null
        ? List.of()
        : WarmStart.read(settings.startFrom, settings.space);
  }

  RewardFunction reward() {
    return settings.reward;
  }

  StopRule stopRule() {
    return settings.stopRule;
  }

  FailurePolicy failurePolicy() {
    return settings.failurePolicy;
  }

  Function<? super Candidate<A>, ?> identity() {
    return settings.identity;
  }

  boolean stopsEarly() {
    return settings.earlyStopping != Builder.NEVER_EARLY;
  }

  EarlyStopping earlyStopping() {
    return settings.earlyStopping;
  }

  Optional<Duration> trialLimit() {
    return Optional.ofNullable(settings.trialLimit);
  }

  Duration grace() {
    return settings.grace;
  }

  Optional<Duration> runLimit() {
    return Optional.ofNullable(settings.runLimit);
  }

  int parallelism() {
    return settings.parallelism;
  }

  int lookahead() {
    return settings.lookahead;
  }

  boolean asynchronous() {
    return settings.asynchronous;
  }

  int idleLimit() {
    return settings.idleLimit;
  }

  long seed() {
    return settings.seed;
  }

  Clock clock() {
    return settings.clock;
  }

  TrialStore store() {
    return store;
  }

  Listeners listeners() {
    return listeners;
  }

  /**
   * Describes a search. Each {@link #run} starts afresh, unless it is given a store that lasts.
   *
   * @param <A> type of an architecture
   */
  public static final class Builder<A> {

    /** Trials in flight between proposal and observation, unless the user says otherwise. */
    public static final int DEFAULT_LOOKAHEAD = 4;

    /** How long an evaluation that is over its time may take to react, unless the user says otherwise. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    private static final int DEFAULT_IDLE_LIMIT = 1_000;

    private static final EarlyStopping NEVER_EARLY = (step, soFar, observed) -> Optional.empty();

    private final SearchSpace<A> space;
    private final List<SearchListener> listeners = new ArrayList<>();
    private SearchStrategy strategy = new RandomSearch();
    private Evaluator<A> evaluator;
    private Isolation<A> isolation;
    private RewardFunction reward = RewardFunction.of(Metric.VALIDATION_ACCURACY);
    private StopRule stopRule;
    private FailurePolicy failurePolicy = FailurePolicy.SKIP;
    private Function<? super Candidate<A>, ?> identity = Builder::defaultIdentity;
    private EarlyStopping earlyStopping = NEVER_EARLY;
    private Duration trialLimit;
    private Duration grace = DEFAULT_GRACE;
    private Duration runLimit;
    private int parallelism = 1;
    private int lookahead = DEFAULT_LOOKAHEAD;
    private boolean asynchronous;
    private int idleLimit = DEFAULT_IDLE_LIMIT;
    private long seed = 1;
    private Clock clock = Clock.systemUTC();
    private Supplier<TrialStore> store = InMemoryTrialStore::new;
    private Path journal;
    private Path startFrom;

    private Builder(SearchSpace<A> space) {
      this.space = requireNonNull(space, "space");
    }

    private static Object defaultIdentity(Candidate<?> candidate) {
      return candidate.architecture() instanceof Architecture architecture
          ? architecture.canonicalHash()
          : candidate.genotype();
    }

    /**
     * The search method; random search by default.
     *
     * @param strategy recipe of the method
     * @return this
     */
    public Builder<A> strategy(SearchStrategy strategy) {
      this.strategy = requireNonNull(strategy, "strategy");
      return this;
    }

    /**
     * What estimates how good a candidate is.
     *
     * @param evaluator called from {@code parallelism} threads
     * @return this
     */
    public Builder<A> evaluator(Evaluator<A> evaluator) {
      this.evaluator = requireNonNull(evaluator, "evaluator");
      return this;
    }

    /**
     * Evaluates in processes of their own, by an evaluator that is made there. {@link NasSearch#builder(Isolation)} says the
     * same and takes the space from it too.
     *
     * @param isolation with a factory that makes the space of this search
     * @return this
     */
    public Builder<A> isolation(Isolation<A> isolation) {
      this.isolation = requireNonNull(isolation, "isolation");
      return this;
    }

    /**
     * What makes one number of the figures; validation accuracy by default.
     *
     * @param reward more is better
     * @return this
     */
    public Builder<A> reward(RewardFunction reward) {
      this.reward = requireNonNull(reward, "reward");
      return this;
    }

    /**
     * When to end.
     *
     * @param stopRule possibly several, joined by {@code or} and {@code and}
     * @return this
     */
    public Builder<A> stopAfter(StopRule stopRule) {
      this.stopRule = requireNonNull(stopRule, "stopRule");
      return this;
    }

    /**
     * What a failed evaluation means; {@link FailurePolicy#SKIP} by default.
     *
     * @param policy retries, penalty and when to give up
     * @return this
     */
    public Builder<A> onFailure(FailurePolicy policy) {
      this.failurePolicy = requireNonNull(policy, "policy");
      return this;
    }

    /**
     * What makes two candidates equal, so that the second takes over the first one's outcome: by default the canonical
     * hash of an {@link Architecture}, the genotype of anything else. A function that yields a new object each time
     * switches this off.
     *
     * @param identity yields a value with {@code equals} and {@code hashCode}
     * @return this
     */
    public Builder<A> deduplicateBy(Function<? super Candidate<A>, ?> identity) {
      this.identity = requireNonNull(identity, "identity");
      return this;
    }

    /**
     * Which evaluations are not worth their end; none by default. Trials that are stopped so are told to the strategy
     * with the reward of their figures so far, but cannot be the best.
     *
     * @param rule judges each report
     * @return this
     */
    public Builder<A> stopEarly(EarlyStopping rule) {
      this.earlyStopping = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * How long one evaluation may take; without limit by default. At its first report after that it is told to end, and
     * counts as stopped early, with its figures so far. If it has not ended after {@link #grace} it is interrupted; if it
     * does not react to that either, it is given up after as long again, its worker replaced, and the run goes on. Without
     * figures the trial has failed, as {@link org.nas4j.eval.FailureKind#TIMED_OUT}.
     *
     * @param limit above zero
     * @return this
     */
    public Builder<A> trialLimit(Duration limit) {
      this.trialLimit = positive(limit, "The time limit of a trial");
      return this;
    }

    /**
     * How long an evaluation that is over its time may take to react to its deadline, and then to its interruption; 30
     * seconds of each by default. Let it be longer than a batch and the measurements at the end of a training take.
     *
     * @param time above zero
     * @return this
     */
    public Builder<A> grace(Duration time) {
      this.grace = positive(time, "The time of grace");
      return this;
    }

    /**
     * How long the whole run may take; without limit by default. Unlike {@link StopRule#elapsed}, which waits for what
     * runs when the time is up, this cancels it: those trials are not part of the result.
     *
     * @param limit above zero
     * @return this
     */
    public Builder<A> runLimit(Duration limit) {
      this.runLimit = positive(limit, "The time limit of the run");
      return this;
    }

    /**
     * How many evaluations run side by side; 1 by default. The run's trials do not depend on it.
     *
     * @param workers at least 1, at most the lookahead
     * @return this
     */
    public Builder<A> parallelism(int workers) {
      this.parallelism = positive(workers, "parallelism");
      return this;
    }

    /**
     * How many trials may be in flight: trial k is proposed knowing the trials up to k − lookahead. 1 lets the method
     * learn from each trial before the next, more lets evaluations run side by side.
     *
     * @param trials at least 1
     * @return this
     */
    public Builder<A> lookahead(int trials) {
      this.lookahead = positive(trials, "lookahead");
      return this;
    }

    /**
     * Observes trials as they end rather than in the order of their numbers, so that no worker ever waits for the slowest
     * evaluation. Such a run does not repeat, since it depends on which evaluation ends first, and so
     * cannot go on from its log.
     *
     * @return this
     */
    public Builder<A> asynchronous() {
      this.asynchronous = true;
      return this;
    }

    /**
     * After how many proposals in a row that cost no evaluation (duplicates, not feasible) the space counts as
     * exhausted; 1,000 by default.
     *
     * @param proposals at least 1
     * @return this
     */
    public Builder<A> idleLimit(int proposals) {
      this.idleLimit = positive(proposals, "idleLimit");
      return this;
    }

    /**
     * From what all randomness is derived; 1 by default.
     *
     * @param seed any number
     * @return this
     */
    public Builder<A> seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * What tells the time; the system's clock by default.
     *
     * @param clock for stop rules, limits and durations
     * @return this
     */
    public Builder<A> clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Where the trials go; into memory by default. If it holds the log of an earlier process, the run goes on from there.
     *
     * @param store of this run alone, which closes it
     * @return this
     */
    public Builder<A> store(TrialStore store) {
      requireNonNull(store, "store");
      this.store = () -> store;
      this.journal = null;
      return this;
    }

    /**
     * Keeps a journal of the run in a file. If it is there, the run goes on from it as if it had never stopped: what had
     * ended is not evaluated again, time already spent counts. Space, strategy, its settings, seed and lookahead must be
     * those of the journal; the stop rule may be another one.
     *
     * @param journal the file, in a folder that is there
     * @return this
     * @see JournalTrialStore
     */
    public Builder<A> store(Path journal) {
      this.journal = requireNonNull(journal, "journal");
      this.store = () -> new JournalTrialStore(journal, clock);
      return this;
    }

    /**
     * Tells the strategy the trials of another run before this one begins. They need not be of the same strategy or seed,
     * nor wholly of the same space: what does not fit it is left out. They do not count as trials of this run, which may
     * evaluate them again; their rewards should mean the same.
     *
     * @param journal of the other run
     * @return this
     */
    public Builder<A> startFrom(Path journal) {
      this.startFrom = requireNonNull(journal, "journal");
      return this;
    }

    /**
     * Who is told what happens.
     *
     * @param listener one more
     * @return this
     */
    public Builder<A> listener(SearchListener listener) {
      listeners.add(requireNonNull(listener, "listener"));
      return this;
    }

    private static Duration positive(Duration time, String name) {
      if (time.isZero() || time.isNegative()) {
        throw new IllegalArgumentException(name + " must be above zero, but is [" + time + "].");
      }
      return time;
    }

    private static int positive(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "The " + name + " must be at least 1, but is [" + value + "].");
      }
      return value;
    }

    /**
     * Runs to the end, or until the thread is interrupted, and returns what was found so far in either case.
     *
     * @return the result
     * @throws IllegalStateException if something required is missing or settings contradict each other
     */
    public SearchResult<A> run() {
      check(true);
      return new NasSearch<>(this, true).run();
    }

    /**
     * Opens the search to be asked and told.
     *
     * @return a session for one run, to be closed; needs no evaluator
     * @throws IllegalStateException if something required is missing
     */
    public SearchSession<A> open() {
      check(false);
      return new NasSearch<>(this, false).open();
    }

    private void check(boolean needsEvaluator) {
      List<String> wrong = new ArrayList<>();
      if (evaluator != null && isolation != null) {
        wrong.add("There is an evaluator for this process, and one in processes of their own.\n"
            + "Maybe leave evaluator(…) out: the factory makes it.");
      }
      if (needsEvaluator && evaluator == null && isolation == null) {
        wrong.add("There is no evaluator.\nMaybe call evaluator(candidate -> …).");
      }
      if (stopRule == null) {
        wrong.add("There is no stop rule.\nMaybe call stopAfter(StopRule.trials(100)).");
      }
      if (parallelism > lookahead) {
        wrong.add("[" + parallelism + "] workers cannot be kept busy with a lookahead of ["
            + lookahead + "].\nMaybe call lookahead(" + parallelism
            + "); mind that it changes which trials are proposed.");
      }
      if (startFrom != null && startFrom.equals(journal)) {
        wrong.add(
            "The run cannot start from the journal that it keeps itself, [" + journal
                + "].\nMaybe call store with another file; or to go on with it, do not call startFrom.");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalStateException(String.join("\n", wrong));
      }
    }
  }
}
