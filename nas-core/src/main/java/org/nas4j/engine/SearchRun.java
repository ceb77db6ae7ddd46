package org.nas4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.eval.Evaluator;
import org.nas4j.internal.text.LoudWarnings;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run of a search holds, and nobody else: its store, its evaluator if that was made for
 * it, its lookahead.
 */
final class SearchRun<A> {

  private static final Logger LOG = LoggerFactory.getLogger(SearchRun.class);

  final SearchSettings<A> settings;
  final TrialStore store;
  final Listeners listeners;
  /** Null if the run is asked and told. */
  private final Evaluator<A> evaluator;

  private int lookahead;
  /** Null until it was asked for, which a run that goes on does not do. */
  private WarmStart warmStart;

  private SearchRun(SearchSettings<A> settings, boolean evaluates) {
    this.settings = settings;
    this.listeners = new Listeners(settings.listeners, new TrialLog());
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
    RunHeader header = new RunHeader(
        settings.seed,
        lookahead,
        settings.strategy.name(),
        settings.strategy.settings(),
        Fingerprints.of(settings.space),
        provenance(),
        settings.more());
    return logged.map(earlier -> accepting(header, earlier)).orElse(header);
  }

  /** The header, with what the user accepts to differ, or does not know, taken from the log. */
  private RunHeader accepting(RunHeader header, RunHeader earlier) {
    Map<String, String> origins = new LinkedHashMap<>(header.provenance());
    Map<String, String> search = new LinkedHashMap<>(header.search());
    accept(header, earlier, earlier.provenance(), origins);
    accept(header, earlier, earlier.search(), search);
    return new RunHeader(
        header.seed(),
        header.lookahead(),
        header.strategy(),
        header.settings(),
        header.space(),
        origins,
        evaluator == null ? earlier.search() : search);
  }

  private void accept(
      RunHeader header, RunHeader earlier, Map<String, String> old, Map<String, String> origins) {
    old.forEach((name, value) -> {
      if (settings.acceptedDifferences.contains(name) && header.differsIn(name, earlier)) {
        LoudWarnings.warn(
            LOG,
            SearchRun.class,
            "The journal goes on with another [" + name + "], as was accepted: it was [" + value
                + "], and is [" + origins.get(name) + "].");
        origins.put(name, value);
      } else if (evaluator == null) {
        origins.putIfAbsent(name, value);
      }
    });
  }

  /** How many trials may be in flight; settled once the store is open. */
  int lookahead() {
    return lookahead;
  }

  /** What the result calls the settings of this run. */
  Map<String, String> inWords() {
    Map<String, String> words = SearchSettings.inWords(
        settings.seed,
        lookahead,
        settings.strategy.name(),
        settings.strategy.settings(),
        settings.more());
    if (settings.startFrom != null && warmStart != null) {
      words.put("startFrom.taken", Integer.toString(warmStart.trials().size()));
      words.put("startFrom.leftOut", Integer.toString(warmStart.leftOut()));
    }
    return words;
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
    warmStart = settings.startFrom == null
        ? WarmStart.NONE
        : WarmStart.read(settings.startFrom, settings.space);
    return warmStart.trials();
  }
}
