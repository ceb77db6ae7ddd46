package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.checks.Figures;

/**
 * When a run has gone on for long enough. Checked before each proposal; what runs then is still
 * finished. All but {@link #elapsed} depend on trials only, so that they end equal runs at equal
 * points.
 */
@FunctionalInterface
public interface StopRule {

  /**
   * How much of the budget is spent.
   *
   * @param progress where the run stands
   * @return from 0 to 1; the run ends at 1 or above
   */
  double spent(Progress progress);

  /**
   * Ends after a number of evaluations. Rejected candidates and duplicates, which cost none, do not
   * count.
   *
   * @param count at least 1
   * @return the rule
   */
  static StopRule trials(long count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "The number of trials must be at least 1, but is [" + count + "].");
    }
    return new NamedStopRule(
        count + " trials", progress -> (double) progress.evaluations() / count);
  }

  /**
   * Ends after a time on the clock.
   *
   * @param limit above zero
   * @return the rule
   */
  static StopRule elapsed(Duration limit) {
    Checks.positive(limit, "time limit");
    return new NamedStopRule(
        limit + " on the clock",
        progress -> (double) progress.elapsed().toNanos() / limit.toNanos());
  }

  /**
   * Ends when the best reward has not risen for a number of evaluations.
   *
   * @param count at least 1
   * @return the rule
   */
  static StopRule noImprovement(long count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "The patience must be at least 1 trial, but is [" + count + "].");
    }
    return new NamedStopRule(
        count + " trials without improvement", progress -> progress.sinceBest() >= count ? 1 : 0);
  }

  /**
   * Ends when a reward has been reached.
   *
   * @param reward a number
   * @return the rule
   */
  static StopRule targetReward(double reward) {
    if (Double.isNaN(reward)) {
      throw new IllegalArgumentException("The target reward is not a number: [" + reward + "].");
    }
    return new NamedStopRule(
        "reward " + reward,
        progress -> progress.best().isPresent() && progress.best().getAsDouble() >= reward ? 1 : 0);
  }

  /**
   * Ends when the evaluations would have taken so long, as a benchmark table says.
   *
   * @param seconds above 0
   * @return the rule
   */
  static StopRule simulatedSeconds(double seconds) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(
          "The simulated seconds must be above 0, but are [" + seconds + "].");
    }
    return new NamedStopRule(
        seconds + " simulated seconds", progress -> progress.simulatedSeconds() / seconds);
  }

  /**
   * Ends when this rule or another one says so.
   *
   * @param other another rule
   * @return the rule
   */
  default StopRule or(StopRule other) {
    requireNonNull(other, "other");
    return new NamedStopRule(
        "(" + this + " or " + other + ")",
        progress ->
            Math.max(Figures.asShare(spent(progress)), Figures.asShare(other.spent(progress))));
  }

  /**
   * Ends when this rule and another one say so.
   *
   * @param other another rule
   * @return the rule
   */
  default StopRule and(StopRule other) {
    requireNonNull(other, "other");
    return new NamedStopRule(
        "(" + this + " and " + other + ")",
        progress ->
            Math.min(Figures.asShare(spent(progress)), Figures.asShare(other.spent(progress))));
  }
}
