package org.nas4j.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.objective.ConstrainedReward;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;
import org.nas4j.search.PruningRule;
import org.nas4j.search.SearchListener;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/**
 * What a search will do. Immutable; a copy of what its builder was told.
 *
 * @param <A> type of an architecture
 */
public final class SearchSettings<A> {

  /**
   * Trials in flight between proposal and observation, unless there are more workers or the user
   * fixes it.
   */
  public static final int DEFAULT_LOOKAHEAD = 4;

  private static final String NONE = "none";
  private static final String NO_EVALUATOR =
      "There is no evaluator.\nMaybe call evaluator((candidate, context) -> …).";

  final SearchSpace<A> space;
  final List<SearchListener> listeners;
  final SearchStrategy strategy;
  /** Null unless the user named one. */
  final SearchStrategy givenStrategy;
  /** Null if there is none. */
  final EvaluatorSource<A> evaluators;

  final RewardFunction reward;
  /** Null unless the user named one. */
  final RewardFunction givenReward;

  final Goals goals;
  final StopRule stopRule;
  /** Null if there is none. */
  final PruningRule pruning;

  /** Null if there is no final round. */
  final FinalSettings<A> finals;

  final Limits limits;
  final FailurePolicy failures;
  final Function<? super Candidate<A>, ?> identity;
  final int parallelism;
  /** 0 if it follows the number of workers, or the journal. */
  final int fixedLookahead;

  final boolean asynchronous;
  final long seed;
  final Clock clock;
  final LongSupplier ticker;
  final StoreSource store;
  /** Null if there is none. */
  final Path startFrom;
  /** Names of what may come from elsewhere than in the journal. */
  final Set<String> acceptedDifferences;

  final boolean endsOnShutdown;

  SearchSettings(SearchBuilder<A> builder) {
    this.space = builder.space;
    this.listeners = List.copyOf(builder.listeners);
    this.goals = builder.goals;
    this.givenStrategy = builder.strategy;
    this.strategy = givenStrategy == null ? defaultStrategy(goals) : givenStrategy;
    this.evaluators = builder.evaluators;
    this.givenReward = builder.reward;
    this.reward = within(goals, givenReward == null ? defaultReward(goals) : givenReward);
    this.stopRule = builder.stopRule;
    this.pruning = builder.pruning;
    this.finals = builder.finals;
    this.limits = builder.limits;
    this.failures = builder.failures;
    this.identity = builder.identity;
    this.parallelism = builder.parallelism;
    this.fixedLookahead = builder.fixedLookahead;
    this.asynchronous = builder.asynchronous;
    this.seed = builder.seed;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
    this.store = builder.store;
    this.startFrom = builder.startFrom;
    this.acceptedDifferences = builder.acceptedDifferences;
    this.endsOnShutdown = builder.endsOnShutdown;
  }

  private static SearchStrategy defaultStrategy(Goals goals) {
    if (goals.objectives().size() < 2) {
      return Strategies.sizeaware();
    }
    return Strategies.parEgo(
        new Objectives(goals.objectives()), goals.constraints().toArray(Constraint[]::new));
  }

  private static RewardFunction defaultReward(Goals goals) {
    return goals.objectives().isEmpty()
        ? RewardFunction.of(Metric.VALIDATION_ACCURACY)
        : goals.objectives().get(0);
  }

  private static RewardFunction within(Goals goals, RewardFunction reward) {
    return goals.constraints().isEmpty()
        ? reward
        : new ConstrainedReward(reward, goals.constraints());
  }

  /** Reports all that is wrong together. */
  void check(boolean evaluates) {
    List<String> wrong = new ArrayList<>();
    if (evaluates && evaluators == null) {
      wrong.add(NO_EVALUATOR);
    }
    if (stopRule == null) {
      wrong.add("There is no stop rule.\nMaybe call stopAfter(StopRule.trials(100)).");
    }
    if (fixedLookahead > 0 && parallelism > fixedLookahead) {
      wrong.add("[" + parallelism + "] workers cannot be kept busy with a lookahead of ["
          + fixedLookahead + "].\nMaybe leave lookahead(…) out, which then follows the number of"
          + " workers; mind that it changes which trials are proposed.");
    }
    if (startFrom != null && store.journal().filter(startFrom::equals).isPresent()) {
      wrong.add("The run cannot start from the journal that it keeps itself, [" + startFrom
          + "].\nMaybe call store with another file; or to go on with it, do not call startFrom.");
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join("\n", wrong));
    }
  }

  void requireEvaluator() {
    if (evaluators == null) {
      throw new IllegalStateException(NO_EVALUATOR);
    }
  }

  /**
   * The search method.
   *
   * @return its recipe
   */
  public SearchStrategy strategy() {
    return strategy;
  }

  /**
   * How long a trial and the run may take.
   *
   * @return the limits
   */
  public Limits limits() {
    return limits;
  }

  /**
   * What a failed evaluation means.
   *
   * @return the policy
   */
  public FailurePolicy failures() {
    return failures;
  }

  /**
   * From what all randomness is derived.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  /**
   * How many evaluations run side by side.
   *
   * @return at least 1
   */
  public int parallelism() {
    return parallelism;
  }

  /**
   * How many trials may be in flight in a run that begins. One that goes on from its journal has
   * the journal's.
   *
   * @return at least the number of workers
   */
  public int lookahead() {
    return fixedLookahead > 0 ? fixedLookahead : Math.max(DEFAULT_LOOKAHEAD, parallelism);
  }

  /**
   * All that can be said in words, in the names of the builder.
   *
   * @return names and values, such as {@code limits.perTrial} and {@code PT5M}
   */
  public Map<String, String> asMap() {
    return inWords(seed, lookahead(), strategy.name(), strategy.settings(), more());
  }

  /**
   * What a run's header says of its settings, in the same names, whether it comes from a run or
   * from its journal.
   */
  static Map<String, String> inWords(
      long seed,
      int lookahead,
      String strategy,
      Map<String, String> strategySettings,
      Map<String, String> more) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("strategy", strategy);
    strategySettings.forEach((name, value) -> words.put("strategy." + name, value));
    words.put("seed", Long.toString(seed));
    words.put("lookahead", Integer.toString(lookahead));
    words.putAll(more);
    return words;
  }

  /** All but what the header of a run has a place of its own for. */
  Map<String, String> more() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("reward", Fingerprints.stable(reward.toString()));
    words.putAll(goals.inWords());
    words.put("stopAfter", Fingerprints.stable(stopRule.toString()));
    words.put("pruning", pruning == null ? NONE : Fingerprints.stable(pruning.toString()));
    words.put("finalists", finals == null ? NONE : finals.inWords());
    words.put("limits.perTrial", limits.perTrial().map(Object::toString).orElse(NONE));
    words.put("limits.grace", limits.grace().toString());
    words.put("limits.wholeRun", limits.wholeRun().map(Object::toString).orElse(NONE));
    words.put("limits.idleProposals", Integer.toString(limits.idleProposals()));
    words.putAll(failures.inWords("failures."));
    words.put("parallelism", Integer.toString(parallelism));
    words.put("asynchronous", Boolean.toString(asynchronous));
    words.put("startFrom", startFrom == null ? NONE : startFrom.toString());
    return words;
  }

  /** Shows all that can be said in words. */
  @Override
  public String toString() {
    return asMap().toString();
  }
}
