package org.nas4j.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluations in a row that failed, with their reasons; logs the first of each reason. For one
 * thread.
 */
final class FailureStreak {

  private static final Logger LOG = LoggerFactory.getLogger(FailureStreak.class);

  private final int most;
  private final Map<String, Integer> reasons = new LinkedHashMap<>();
  private final Set<String> logged = new HashSet<>();
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
      if (logged.add(failed.reason())) {
        LOG.warn("Trial [{}] failed: {}: {}", trial.id(), failed.reason(), failed.message());
      }
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
