package org.nas4j.examples.quickstart;

import java.time.Duration;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;

/** How long a search has had for its trials, without the evaluation of its finalists. */
final class TrialClock implements SearchListener {

  private volatile Duration time = Duration.ZERO;

  TrialClock() {}

  Duration time() {
    return time;
  }

  @Override
  public void onTrialFinished(Trial trial, Progress progress, double spent) {
    time = progress.elapsed();
  }

  @Override
  public void onResumed(Progress progress, double spent) {
    time = progress.elapsed();
  }
}
