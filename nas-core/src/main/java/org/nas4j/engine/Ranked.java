package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Trial;

/**
 * A scored trial with what was evaluated.
 *
 * @param trial the trial; its outcome has a reward
 * @param architecture what its genotype describes
 * @param <A> type of an architecture
 */
public record Ranked<A>(Trial trial, A architecture) {

  /** Checks. */
  public Ranked {
    requireNonNull(trial, "trial");
    requireNonNull(architecture, "architecture");
  }

  /**
   * The reward it got.
   *
   * @return finite
   */
  public double reward() {
    return trial.outcome().reward().orElseThrow();
  }

  /** Reward, number of the trial, what was evaluated, and its figures. */
  @Override
  public String toString() {
    return "Ranked[" + Texts.rounded(reward()) + " of trial " + trial.id() + ", "
        + FailedTrials.firstLine(architecture.toString())
        + trial.outcome().figures().map(figures -> ", " + figures).orElse("") + "]";
  }
}
