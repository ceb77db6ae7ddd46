package org.nas4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;

/** The evaluations in a row that failed, with their reasons. For one thread. */
final class FailureStreak {

  private final int most;
  private final Map<String, Integer> reasons = new LinkedHashMap<>();
  private int length;

  FailureStreak(int most) {
    this.most = most;
  }

  /** True if there are too many now. */
  boolean observe(Trial trial) {
    if (!trial.wasEvaluated()) {
      return false;
    }
    if (trial.outcome() instanceof Outcome.Failed failed) {
      length++;
      reasons.merge(failed.reason() + ": " + failed.message(), 1, Integer::sum);
      return length >= most;
    }
    forget();
    return false;
  }

  void forget() {
    length = 0;
    reasons.clear();
  }

  @Override
  public String toString() {
    return "[" + length + "] evaluations in a row failed: " + reasons;
  }
}
