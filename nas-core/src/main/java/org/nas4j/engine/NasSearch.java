package org.nas4j.engine;

import org.nas4j.space.SearchSpace;

/**
 * A search that is ready to run: where an application starts.
 *
 * <pre>{@code
 * NasSearch<Architecture> search = NasSearch.builder(space)
 *     .strategy(strategy)
 *     .evaluator(evaluator)
 *     .limits(limits -> limits.perTrial(Duration.ofMinutes(5)).wholeRun(Duration.ofHours(2)))
 *     .stopAfter(StopRule.trials(200))
 *     .build();
 * SearchResult<Architecture> result = search.run();
 * }</pre>
 *
 * <p>Only space, evaluator and a stop rule are required. Runs of equal settings and seed are equal
 * trial for trial, as long as evaluations are and no rule looks at the clock.
 *
 * <p>Immutable and thread-safe: it may be run again, and several times at once, each run with a
 * controller and a store of its own. Two things set bounds to that. A store given as an object
 * serves one run only, and the second is refused. Two runs cannot write to one journal at the same
 * time; one after the other they are one run that goes on. What the user gave it (evaluator,
 * listeners, rules) is shared by its runs, and must bear that.
 *
 * @param <A> type of an architecture
 */
public final class NasSearch<A> {

  private final SearchSettings<A> settings;

  NasSearch(SearchSettings<A> settings) {
    this.settings = settings;
  }

  /**
   * Starts to describe a search.
   *
   * @param space what to search
   * @param <A> type of an architecture
   * @return a builder
   */
  public static <A> SearchBuilder<A> builder(SearchSpace<A> space) {
    return new SearchBuilder<>(space);
  }

  /**
   * Starts to describe a search that differs from this one.
   *
   * @return a builder with all settings of this search
   */
  public SearchBuilder<A> toBuilder() {
    return new SearchBuilder<>(settings);
  }

  /**
   * What the search will do.
   *
   * @return its settings, immutable
   */
  public SearchSettings<A> settings() {
    return settings;
  }

  /**
   * Runs to the end, or until the thread is interrupted, and returns what was found so far in
   * either case.
   *
   * @return the result
   * @throws IllegalStateException if there is no evaluator, the journal is of another run or in
   *     use, or the store has served a run already
   */
  public SearchResult<A> run() {
    return loop().run();
  }

  /**
   * Runs on a thread of its own, a daemon.
   *
   * @return what looks at the run, pauses and ends it, and waits for its result
   * @throws IllegalStateException if there is no evaluator, the journal is of another run or in
   *     use, or the store has served a run already
   */
  public SearchHandle<A> start() {
    return SearchHandle.start(loop());
  }

  /**
   * Opens the search to be asked and told.
   *
   * @return a session for one run, to be closed; needs no evaluator
   * @throws IllegalStateException if the journal is of another run or in use, or the store has
   *     served a run already
   */
  public SearchSession<A> open() {
    return new SearchSession<>(SearchRun.told(settings));
  }

  private SearchLoop<A> loop() {
    settings.requireEvaluator();
    return new SearchLoop<>(SearchRun.evaluated(settings));
  }

  /** Shows what the search will do. */
  @Override
  public String toString() {
    return "NasSearch" + settings;
  }
}
