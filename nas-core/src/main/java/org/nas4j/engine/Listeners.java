package org.nas4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all listeners, and logs the exceptions, not the errors, that they throw. Thread-safe if
 * they are.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<SearchListener> listeners;

  /** The user's come first. */
  Listeners(List<SearchListener> listeners, SearchListener last) {
    List<SearchListener> all = new ArrayList<>(listeners);
    all.add(last);
    this.listeners = List.copyOf(all);
  }

  void trialStarted(Candidate<?> candidate) {
    each(listener -> listener.onTrialStarted(candidate));
  }

  void report(Candidate<?> candidate, int step, Evaluation soFar) {
    each(listener -> listener.onReport(candidate, step, soFar));
  }

  void trialFinished(Trial trial, Progress progress, double spent) {
    each(listener -> listener.onTrialFinished(trial, progress, spent));
  }

  void finalistEvaluated(Trial trial) {
    each(listener -> listener.onFinalistEvaluated(trial));
  }

  void resumed(Progress progress, double spent) {
    each(listener -> listener.onResumed(progress, spent));
  }

  void stopped(Progress progress, Optional<Trial> best, String reason) {
    each(listener -> listener.onStopped(progress, best, reason));
  }

  private void each(Consumer<SearchListener> call) {
    for (SearchListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn(
            "A search listener failed; the run goes on. It said [{}: {}].",
            Texts.nameOf(e),
            Texts.messageOf(e));
        LOG.debug("It was thrown at {}.", (Object) e.getStackTrace());
      }
    }
  }
}
