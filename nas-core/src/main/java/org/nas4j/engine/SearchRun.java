package org.nas4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.eval.Evaluator;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;

/**
 * What one run of a search holds, and nobody else: its store, its evaluator if that was made for
 * it, its lookahead.
 */
final class SearchRun<A> {

  final SearchSettings<A> settings;
  final TrialStore store;
  final Listeners listeners;
  /** Null if the run is asked and told. */
  private final Evaluator<A> evaluator;

  private int lookahead;

  private SearchRun(SearchSettings<A> settings, boolean evaluates) {
    this.settings = settings;
    this.listeners = new Listeners(settings.listeners);
    this.lookahead = settings.lookahead();
    this.store = settings.store.open().apply(settings.clock, settings.ticker);
    this.evaluator = evaluates ? settings.evaluators.open().get() : null;
  }

  /** A run whose evaluator is called by workers; {@link #closeEvaluator} is to follow. */
  static <A> SearchRun<A> evaluated(SearchSettings<A> settings) {
    return new SearchRun<>(settings, true);
  }

  /** A run that is asked and told. */
  static <A> SearchRun<A> told(SearchSettings<A> settings) {
    return new SearchRun<>(settings, false);
  }

  Evaluator<A> evaluator() {
    return evaluator;
  }

  /** Lets go of what was made for this run alone. */
  void closeEvaluator() {
    if (evaluator != null && settings.evaluators.perRun()) {
      evaluator.close();
    }
  }

  /** Opens the store, whose log decides the lookahead if the user did not. */
  RunLog openStore() {
    return store.open(this::header);
  }

  private RunHeader header(Optional<RunHeader> logged) {
    if (settings.fixedLookahead == 0 && logged.isPresent()) {
      lookahead = logged.get().lookahead();
    }
    return new RunHeader(
        settings.seed,
        lookahead,
        settings.strategy.name(),
        settings.strategy.settings(),
        Fingerprints.of(settings.space),
        provenance(),
        settings.more());
  }

  /** How many trials may be in flight; settled once the store is open. */
  int lookahead() {
    return lookahead;
  }

  /** What the result calls the settings of this run. */
  Map<String, String> inWords() {
    return SearchSettings.inWords(
        settings.seed,
        lookahead,
        settings.strategy.name(),
        settings.strategy.settings(),
        settings.more());
  }

  Map<String, String> provenance() {
    return Provenance.of(settings.strategy, settings.reward, evaluatorProvenance());
  }

  private Map<String, String> evaluatorProvenance() {
    if (evaluator != null) {
      return evaluator.provenance();
    }
    return settings.evaluators == null ? Map.of() : settings.evaluators.provenanceOfGiven();
  }

  /** Trials of another run to learn from first. */
  List<Trial> warmStart() {
    return settings.startFrom == null
        ? List.of()
        : WarmStart.read(settings.startFrom, settings.space);
  }
}
