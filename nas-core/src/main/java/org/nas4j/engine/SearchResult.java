package org.nas4j.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;

/**
 * All that a run has to tell. Immutable.
 *
 * @param <A> type of an architecture
 */
public final class SearchResult<A> {

  private static final Comparator<Trial> BEST_FIRST = Comparator.comparingDouble(
          (Trial trial) -> -trial.outcome().reward().orElseThrow())
      .thenComparingLong(Trial::id);

  private final SearchSpace<A> space;
  private final List<Trial> trials;
  private final long seed;
  private final Duration elapsed;
  private final String stopReason;
  private final Map<String, String> provenance;

  SearchResult(
      SearchSpace<A> space,
      List<Trial> trials,
      long seed,
      Duration elapsed,
      String stopReason,
      Map<String, String> provenance) {
    this.space = space;
    this.trials = List.copyOf(trials);
    this.seed = seed;
    this.elapsed = elapsed;
    this.stopReason = stopReason;
    this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * The trial of the highest reward; among equals the earliest. Trials that a rule ended early do not take part.
   *
   * @return empty if no trial was evaluated to its end
   */
  public Optional<Ranked<A>> best() {
    return top(1).stream().findFirst();
  }

  /**
   * The best trials of different architectures, best first.
   *
   * @param count how many at most
   * @return fewer if there are fewer
   */
  public List<Ranked<A>> top(int count) {
    return trials.stream()
        .filter(trial ->
            trial.outcome() instanceof Outcome.Scored && trial.duplicateOf().isEmpty())
        .sorted(BEST_FIRST)
        .limit(count)
        .map(trial -> new Ranked<>(trial, space.replay(trial.genotype()).architecture()))
        .toList();
  }

  /**
   * All trials, rejected candidates and duplicates included.
   *
   * @return in the order of their ids
   */
  public List<Trial> trials() {
    return trials;
  }

  /**
   * How often evaluations failed, by reason. Duplicates do not count.
   *
   * @return reasons and counts
   */
  public Map<String, Long> failures() {
    Map<String, Long> counts = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.outcome() instanceof Outcome.Failed failed
          && trial.duplicateOf().isEmpty()) {
        counts.merge(failed.reason(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * How often candidates could not be built, by reason.
   *
   * @return reasons and counts
   */
  public Map<String, Long> rejections() {
    Map<String, Long> counts = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.outcome() instanceof Outcome.Rejected rejected) {
        counts.merge(rejected.reason(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * How many trials re-used the outcome of an equal architecture.
   *
   * @return at least 0
   */
  public long duplicates() {
    return trials.stream().filter(trial -> trial.duplicateOf().isPresent()).count();
  }

  /**
   * The seed from which all randomness was derived.
   *
   * @return as given to the builder
   */
  public long seed() {
    return seed;
  }

  /**
   * How long the run took on the clock.
   *
   * @return from the first proposal to the last observation
   */
  public Duration elapsed() {
    return elapsed;
  }

  /**
   * Why the run ended.
   *
   * @return for people
   */
  public String stopReason() {
    return stopReason;
  }

  /**
   * Where the figures come from: versions, machine, strategy with its settings, what the evaluator says of itself.
   *
   * @return names and values
   */
  public Map<String, String> provenance() {
    return provenance;
  }
}
