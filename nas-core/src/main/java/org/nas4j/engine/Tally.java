package org.nas4j.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.Trial;

/**
 * Counts what a run has evaluated and observed, and knows its best trial. For one thread, but for
 * {@link #latest}.
 */
final class Tally {

  private final List<Trial> trials = new ArrayList<>();
  private final boolean keepsTrials;
  private final Goals goals;
  private long begun;
  private long observed;
  private long evaluated;
  private long sinceBest;
  private double simulatedSeconds;
  private Trial best;
  private volatile Standing latest;

  /** Keeps the trials themselves only where there is a rule to compare with them. */
  Tally(boolean keepsTrials, Goals goals, Duration elapsed) {
    this.keepsTrials = keepsTrials;
    this.goals = goals;
    this.latest = new Standing(progress(elapsed), Optional.empty());
  }

  /** Where the run stood when the latest trial was observed. */
  record Standing(Progress progress, Optional<Trial> best) {}

  void evaluationBegins() {
    begun++;
  }

  void observe(Trial trial, Duration elapsed) {
    observed++;
    if (keepsTrials) {
      trials.add(trial);
    }
    if (trial.wasEvaluated()) {
      evaluated++;
      sinceBest++;
      account(trial);
    }
    latest = new Standing(progress(evaluated, elapsed), best());
  }

  private void account(Trial trial) {
    if (trial.outcome() instanceof Outcome.Failed) {
      return;
    }
    simulatedSeconds += trial
        .outcome()
        .figures()
        .flatMap(figures -> figures.find(Metric.SIMULATED_SECONDS))
        .orElse(0.0);
    if (goals.areMetBy(trial) && (best == null || reward(trial) > reward(best))) {
      best = trial;
      sinceBest = 0;
    }
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElseThrow();
  }

  /** With the evaluations that still run. */
  Progress progress(Duration elapsed) {
    return progress(begun, elapsed);
  }

  private Progress progress(long evaluations, Duration elapsed) {
    OptionalDouble reward =
        best == null ? OptionalDouble.empty() : best.outcome().reward();
    return new Progress(evaluations, observed, reward, sinceBest, simulatedSeconds, elapsed);
  }

  /**
   * Without the evaluations that still run: those are not behind the latest trial. For any thread.
   */
  Standing latest() {
    return latest;
  }

  Optional<Trial> best() {
    return Optional.ofNullable(best);
  }

  /** What a pruning rule may compare with. */
  List<Trial> trials() {
    return List.copyOf(trials);
  }
}
