package org.nas4j.engine;

import java.util.Locale;
import java.util.Optional;
import org.nas4j.internal.events.TrialEvent;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every run tells without being asked: a line for each evaluated trial and one at the end to
 * the log, which is a warning if there is no best, and each trial to the Flight Recorder.
 * Stateless.
 */
final class TrialLog implements SearchListener {

  private static final Logger LOG = LoggerFactory.getLogger(TrialLog.class);
  private static final double NANOS = 1e9;

  @Override
  public void onTrialFinished(Trial trial, Progress progress, double spent) {
    if (LOG.isInfoEnabled() && trial.wasEvaluated()) {
      LOG.info("{}", line(trial, progress));
    } else if (LOG.isDebugEnabled()) {
      LOG.debug("{}", line(trial, progress));
    }
    if (TrialEvent.isWanted()) {
      TrialEvent.record(
          trial.id(),
          ProgressPrinter.words(trial.outcome()),
          trial.outcome().reward().orElse(Double.NaN),
          progress.best().orElse(Double.NaN),
          seconds(trial));
    }
  }

  @Override
  public void onStopped(Progress progress, Optional<Trial> best, String reason) {
    String line = "The search ended after {} trials: {}";
    if (best.isPresent()) {
      LOG.info(line, progress.observed(), reason);
    } else {
      LOG.warn(line, progress.observed(), reason);
    }
  }

  static String line(Trial trial, Progress progress) {
    String best = progress.best().isPresent()
        ? String.format(Locale.ROOT, ", best %.4f", progress.best().getAsDouble())
        : "";
    return String.format(
        Locale.ROOT,
        "Trial %d: %s in %.1f s%s",
        trial.id(),
        ProgressPrinter.words(trial.outcome()),
        seconds(trial),
        best);
  }

  private static double seconds(Trial trial) {
    return trial.duration().toNanos() / NANOS;
  }
}
