package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;
import org.nas4j.objective.ConstrainedReward;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.objective.Objective;
import org.nas4j.objective.Objectives;
import org.nas4j.search.PruningRule;
import org.nas4j.search.SearchListener;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.TrialStore;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/**
 * Describes a search. What was built or started from it does not change with it. For one thread.
 *
 * @param <A> type of an architecture
 */
public final class SearchBuilder<A> {

  final SearchSpace<A> space;
  final List<SearchListener> listeners = new ArrayList<>();
  /** Null unless the user named one. */
  SearchStrategy strategy;

  EvaluatorSource<A> evaluators;
  /** Null unless the user named one. */
  RewardFunction reward;

  Goals goals = Goals.NONE;
  StopRule stopRule;
  PruningRule pruning;
  /** Null unless there is to be a final round. */
  FinalSettings<A> finals;

  Limits limits = Limits.NONE;
  FailurePolicy failures = FailurePolicy.SKIP;
  Function<? super Candidate<A>, ?> identity = SearchBuilder::defaultIdentity;
  int parallelism = 1;
  int fixedLookahead;
  boolean asynchronous;
  long seed = 1;
  Clock clock = Clock.systemUTC();
  LongSupplier ticker = System::nanoTime;
  StoreSource store = StoreSource.MEMORY;
  Path startFrom;
  Set<String> acceptedDifferences = Set.of();
  boolean endsOnShutdown;

  SearchBuilder(SearchSpace<A> space) {
    this.space = requireNonNull(space, "space");
  }

  SearchBuilder(SearchSettings<A> settings) {
    this.space = settings.space;
    this.listeners.addAll(settings.listeners);
    this.strategy = settings.givenStrategy;
    this.evaluators = settings.evaluators;
    this.reward = settings.givenReward;
    this.goals = settings.goals;
    this.stopRule = settings.stopRule;
    this.pruning = settings.pruning;
    this.finals = settings.finals;
    this.limits = settings.limits;
    this.failures = settings.failures;
    this.identity = settings.identity;
    this.parallelism = settings.parallelism;
    this.fixedLookahead = settings.fixedLookahead;
    this.asynchronous = settings.asynchronous;
    this.seed = settings.seed;
    this.clock = settings.clock;
    this.ticker = settings.ticker;
    this.store = settings.store;
    this.startFrom = settings.startFrom;
    this.acceptedDifferences = settings.acceptedDifferences;
    this.endsOnShutdown = settings.endsOnShutdown;
  }

  private static Object defaultIdentity(Candidate<?> candidate) {
    return candidate.architecture() instanceof Architecture architecture
        ? architecture.canonicalHash()
        : candidate.genotype();
  }

  /**
   * The search method; by default {@link Strategies#sizeaware}, which of ours is the best at 10 to
   * 100 trials (docs/benchmarks/arena.md), or {@link Strategies#parEgo} if there are several
   * objectives.
   *
   * @param strategy recipe of the method
   * @return this
   */
  public SearchBuilder<A> strategy(SearchStrategy strategy) {
    this.strategy = requireNonNull(strategy, "strategy");
    return this;
  }

  /**
   * What estimates how good a candidate is. The search does not close it: it may serve several
   * runs.
   *
   * @param evaluator called from {@code parallelism} threads
   * @return this
   */
  public SearchBuilder<A> evaluator(Evaluator<A> evaluator) {
    this.evaluators = EvaluatorSource.given(evaluator);
    return this;
  }

  /**
   * What estimates how good a candidate is, made when a run begins and closed when it ends. For
   * evaluation in processes of their own this is {@code isolation::open}, with the space of the
   * isolation.
   *
   * @param evaluators makes one for each run
   * @return this
   */
  public SearchBuilder<A> evaluatorPerRun(Supplier<? extends Evaluator<A>> evaluators) {
    this.evaluators = EvaluatorSource.perRun(evaluators);
    return this;
  }

  /**
   * What makes one number of the figures; by default the first objective, or validation accuracy if
   * there is none. Beyond a constraint it is less by what {@link ConstrainedReward} takes off.
   *
   * @param reward more is better
   * @return this
   */
  public SearchBuilder<A> reward(RewardFunction reward) {
    this.reward = requireNonNull(reward, "reward");
    return this;
  }

  /**
   * One more thing that the search is after, such as little latency beside high accuracy. Several
   * make a {@linkplain SearchResult#front front} of trade-offs. Methods that follow one number see
   * the {@link #reward}; those that search fronts, which are told the objectives too, see them all.
   *
   * @param objective of figures that the evaluator gives
   * @return this
   * @throws IllegalArgumentException if the metric is an objective already
   */
  public SearchBuilder<A> objective(Objective objective) {
    goals = goals.with(requireNonNull(objective, "objective"));
    new Objectives(goals.objectives());
    return this;
  }

  /**
   * One more thing that the search is after, in the metric's own direction.
   *
   * @param metric a figure that the evaluator gives
   * @return this
   * @throws IllegalArgumentException if the metric is an objective already
   */
  public SearchBuilder<A> objective(Metric metric) {
    return objective(Objective.of(metric));
  }

  /**
   * What a candidate has to keep to be of use at all: one that does not is neither the best nor on
   * the front. If {@link Metric#PARAMETERS} or {@link Metric#MACS} of an {@link Architecture} are
   * beyond their limit, it is rejected before it costs an evaluation; of other figures it shows
   * after the evaluation.
   *
   * @param metric a figure that the evaluator gives
   * @param limit in the metric's unit, as in {@code Limit.atMost(50_000)}
   * @return this
   */
  public SearchBuilder<A> constraint(Metric metric, Limit limit) {
    return constraint(new Constraint(metric, limit));
  }

  /**
   * What a candidate has to keep to be of use at all, as for {@link #constraint(Metric, Limit)}.
   *
   * @param constraint possibly {@linkplain Constraint#relativeTo relative to} a network of
   *     reference
   * @return this
   */
  public SearchBuilder<A> constraint(Constraint constraint) {
    goals = goals.with(requireNonNull(constraint, "constraint"));
    return this;
  }

  /**
   * When to end.
   *
   * @param stopRule possibly several, joined by {@code or} and {@code and}
   * @return this
   */
  public SearchBuilder<A> stopAfter(StopRule stopRule) {
    this.stopRule = requireNonNull(stopRule, "stopRule");
    return this;
  }

  /**
   * Which evaluations are not worth their end; none by default. Trials that are stopped so are told
   * to the strategy with the reward of their figures so far, but cannot be the best.
   *
   * @param rule judges each report
   * @return this
   */
  public SearchBuilder<A> pruning(PruningRule rule) {
    this.pruning = requireNonNull(rule, "rule");
    return this;
  }

  /**
   * Evaluates the best once more after the search, for longer, each with one seed, as
   * {@link #finalists(int, int, Evaluator)}.
   *
   * @param count how many of the best, of different architectures
   * @param longer gives the figures to choose by
   * @return this
   */
  public SearchBuilder<A> finalists(int count, Evaluator<A> longer) {
    return finalists(count, 1, longer);
  }

  /**
   * Evaluates the best once more after the search has ended by itself, for longer, and chooses the
   * one of the highest mean reward ({@link SearchResult#chosen}): short trainings rank the best
   * badly. None by default.
   *
   * <p>It is part of the run: in its journal, under its limit of time for the whole run, though not
   * that of a trial, and without its pruning rule. Chance comes from the seed, the place among the
   * best and the seed's number, whatever the number of workers. A resumed run goes on with it where
   * it was; one that goes on with other finalists, after a raised budget, begins it anew. A search
   * that is cancelled or stopped by hand has no such round, nor has a session that is asked and
   * told.
   *
   * @param count how many of the best, of different architectures
   * @param seeds how often each is evaluated; from 2 the noise is estimated from them
   *     ({@link SearchResult#noise})
   * @param longer gives the figures to choose by, never from test data; not closed by the search
   * @return this
   */
  public SearchBuilder<A> finalists(int count, int seeds, Evaluator<A> longer) {
    this.finals = new FinalSettings<>(count, seeds, longer);
    return this;
  }

  /**
   * How long a trial and the run may take; {@link Limits#NONE} by default.
   *
   * @param change makes new limits of those set so far, as in {@code limits ->
   *     limits.perTrial(Duration.ofMinutes(5))}
   * @return this
   */
  public SearchBuilder<A> limits(UnaryOperator<Limits> change) {
    this.limits = requireNonNull(change.apply(limits), "limits");
    return this;
  }

  /**
   * What a failed evaluation means; {@link FailurePolicy#SKIP} by default.
   *
   * @param change makes a new policy of the one set so far, as in {@code failures ->
   *     failures.retry(2)}
   * @return this
   */
  public SearchBuilder<A> failures(UnaryOperator<FailurePolicy> change) {
    this.failures = requireNonNull(change.apply(failures), "failures");
    return this;
  }

  /**
   * What makes two candidates equal, so that the second takes over the first one's outcome: by
   * default the canonical hash of an {@link Architecture}, the genotype of anything else. A
   * function that yields a new object each time switches this off.
   *
   * @param identity yields a value with {@code equals} and {@code hashCode}
   * @return this
   */
  public SearchBuilder<A> deduplicateBy(Function<? super Candidate<A>, ?> identity) {
    this.identity = requireNonNull(identity, "identity");
    return this;
  }

  /**
   * How many evaluations run side by side; 1 by default. Up to 4 workers the trials do not depend
   * on it; more of them make the {@link #lookahead} follow, which the trials depend on, unless it
   * is fixed.
   *
   * @param workers at least 1, at most the lookahead if that is fixed
   * @return this
   */
  public SearchBuilder<A> parallelism(int workers) {
    this.parallelism = Checks.positive(workers, "parallelism");
    return this;
  }

  /**
   * Fixes how many trials may be in flight: trial k is proposed knowing the trials up to k −
   * lookahead. 1 lets the method learn from each trial before the next, more lets evaluations run
   * side by side. If it is not fixed, it is 4, or the number of workers where there are more; and a
   * run that goes on from its journal keeps the journal's, whatever the number of workers now, so
   * that it proposes what it would have proposed.
   *
   * @param trials at least 1
   * @return this
   */
  public SearchBuilder<A> lookahead(int trials) {
    this.fixedLookahead = Checks.positive(trials, "lookahead");
    return this;
  }

  /**
   * Whether to observe trials as they end rather than in the order of their numbers, so that no
   * worker ever waits for the slowest evaluation; no by default. Such a run does not repeat, since
   * it depends on which evaluation ends first, and so cannot go on from its log.
   *
   * @param asynchronous as they end
   * @return this
   */
  public SearchBuilder<A> asynchronous(boolean asynchronous) {
    this.asynchronous = asynchronous;
    return this;
  }

  /**
   * From what all randomness is derived; 1 by default.
   *
   * @param seed any number
   * @return this
   */
  public SearchBuilder<A> seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Where the trials go; into memory by default. If it holds the log of an earlier process, the run
   * goes on from there.
   *
   * @param store of one run alone, which closes it; a second run is refused
   * @return this
   */
  public SearchBuilder<A> store(TrialStore store) {
    this.store = StoreSource.given(store);
    return this;
  }

  /**
   * Keeps a journal of the run in a file, which each run opens. If it is there, the run goes on
   * from it as if it had never stopped: what had ended is not evaluated again, time already spent
   * counts. Space, strategy, its settings, seed and a fixed lookahead must be those of the journal,
   * and so must what the figures come from: reward, what the evaluator says of training and data,
   * and what cuts a trial short, pruning and the limit of a trial ({@link #acceptDifferences}). The
   * stop rule may be another one.
   *
   * @param journal the file, in a folder that is there
   * @return this
   * @see org.nas4j.store.Journal#store
   */
  public SearchBuilder<A> store(Path journal) {
    this.store = StoreSource.journal(journal);
    return this;
  }

  /**
   * Lets a run go on from its journal although its figures come from something else now, as far as
   * it is named here. A journal that differs in anything else is refused, with all that differs.
   *
   * @param names as the refusal tells them, such as {@code training.epochs} or {@code reward}; none
   *     to accept nothing, which is the default
   * @return this
   */
  public SearchBuilder<A> acceptDifferences(String... names) {
    this.acceptedDifferences = Set.of(names);
    return this;
  }

  /**
   * Tells the strategy the trials of another run before this one begins. They need not be of the
   * same strategy or seed, nor wholly of the same space: their answers are understood by the names
   * of decisions and the texts of options, and what the space does not have is left out, counted in
   * {@link SearchResult#settings} as {@code startFrom.leftOut}. They do not count as trials of this
   * run, which may evaluate them again; their rewards should mean the same.
   *
   * @param journal of the other run
   * @return this
   */
  public SearchBuilder<A> startFrom(Path journal) {
    this.startFrom = requireNonNull(journal, "journal");
    return this;
  }

  /**
   * Who is told what happens.
   *
   * @param listener one more
   * @return this
   */
  public SearchBuilder<A> listener(SearchListener listener) {
    listeners.add(requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * What tells the date and time that the journal is stamped with; the system's clock by default.
   * Nothing is measured by it, so that it may be set.
   *
   * @param clock for stamps alone
   * @return this
   */
  public SearchBuilder<A> clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /**
   * What measures time, for stop rules, limits and durations: {@link System#nanoTime} by default,
   * which only goes on, and on most systems stands still while the computer sleeps.
   *
   * @param nanos nanoseconds since any moment
   * @return this
   */
  public SearchBuilder<A> ticker(LongSupplier nanos) {
    this.ticker = requireNonNull(nanos, "nanos");
    return this;
  }

  /**
   * Whether to end the run when the JVM is asked to end, as by Ctrl-C or SIGTERM: what runs is
   * interrupted, the journal is closed, and the listeners are told of the best so far, before the
   * JVM ends. No by default.
   *
   * @param ends with the JVM
   * @return this
   */
  public SearchBuilder<A> endOnShutdown(boolean ends) {
    this.endsOnShutdown = ends;
    return this;
  }

  /**
   * Ends the description.
   *
   * @return immutable; may be run any number of times
   * @throws IllegalStateException if something required is missing (an evaluator only when it is
   *     run) or settings contradict each other, with all that is wrong
   */
  public NasSearch<A> build() {
    return build(false);
  }

  private NasSearch<A> build(boolean evaluates) {
    SearchSettings<A> settings = new SearchSettings<>(this);
    settings.check(evaluates);
    return new NasSearch<>(settings);
  }

  /**
   * As {@link NasSearch#run} of what {@link #build} gives.
   *
   * @return the result
   * @throws IllegalStateException if something required is missing or settings contradict each
   *     other
   */
  public SearchResult<A> run() {
    return build(true).run();
  }

  /**
   * As {@link NasSearch#start} of what {@link #build} gives.
   *
   * @return what looks at the run
   * @throws IllegalStateException if something required is missing, settings contradict each other,
   *     or the journal is of another run
   */
  public SearchHandle<A> start() {
    return build(true).start();
  }

  /**
   * As {@link NasSearch#open} of what {@link #build} gives.
   *
   * @return a session for one run, to be closed
   * @throws IllegalStateException if something required but an evaluator is missing, or settings
   *     contradict each other
   */
  public SearchSession<A> open() {
    return build().open();
  }
}
