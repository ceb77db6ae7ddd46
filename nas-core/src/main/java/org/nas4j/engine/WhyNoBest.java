package org.nas4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;

/** Says why a run has no best trial, and what to do about it. For one thread. */
final class WhyNoBest implements Outcome.Visitor<Void> {

  private final Map<String, Long> beyond = new TreeMap<>();
  private final Map<String, Long> stopped = new TreeMap<>();
  private final Map<String, FailedTrials> failed = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();

  private final Goals goals;

  private WhyNoBest(Goals goals) {
    this.goals = goals;
  }

  /** Empty if a trial was evaluated to its end and keeps the constraints. */
  static Optional<String> of(List<Trial> trials, Goals goals) {
    WhyNoBest why = new WhyNoBest(goals);
    for (Trial trial : trials) {
      if (trial.duplicateOf().isEmpty()) {
        if (goals.areMetBy(trial)) {
          return Optional.empty();
        }
        trial.outcome().accept(why);
      }
    }
    return Optional.of(why.text());
  }

  /** How often evaluations failed, by reason. */
  static Map<String, FailedTrials> failures(List<Trial> trials) {
    WhyNoBest counts = new WhyNoBest(Goals.NONE);
    trials.stream()
        .filter(trial -> trial.duplicateOf().isEmpty())
        .forEach(trial -> trial.outcome().accept(counts));
    return counts.failed;
  }

  @Override
  public Void visit(Outcome.Scored outcome) {
    goals.broken(outcome.evaluation()).forEach(name -> beyond.merge(name, 1L, Long::sum));
    return null;
  }

  @Override
  public Void visit(Outcome.Stopped outcome) {
    stopped.merge(outcome.reason(), 1L, Long::sum);
    return null;
  }

  @Override
  public Void visit(Outcome.Failed outcome) {
    failed.merge(
        outcome.reason(),
        new FailedTrials(1, outcome.message()),
        (all, one) -> new FailedTrials(all.count() + 1, all.firstMessage()));
    return null;
  }

  @Override
  public Void visit(Outcome.Rejected outcome) {
    rejected.merge(outcome.reason(), 1L, Long::sum);
    return null;
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    if (!failed.isEmpty()) {
      parts.add("failed: " + failed);
      advice.add(
          failed.containsKey(Judgement.NO_REWARD)
              ? "name the figure that counts, reward(RewardFunction.of(metric))"
              : "evaluate one candidate by hand to see why it fails");
    }
    if (!stopped.isEmpty()) {
      parts.add("stopped before their end: " + stopped);
      advice.add(
          stopped.containsKey(RunningEvaluation.TIME_LIMIT)
              ? "raise limits.perTrial or train for fewer epochs"
              : "let the pruning rule wait for longer");
    }
    if (!rejected.isEmpty()) {
      parts.add("could not be built: " + rejected);
      advice.add("let the space ask less that cannot be built");
    }
    if (!beyond.isEmpty()) {
      parts.add("beyond a constraint: " + beyond);
      advice.add("loosen the constraint, or let the space offer what can keep it");
    }
    if (parts.isEmpty()) {
      return "There is no best, since no trial has ended.\n"
          + "Maybe let the run have more time, or look at what ended it.";
    }
    return "There is no best, since no trial was evaluated to its end"
        + (goals.constraints().isEmpty() ? "; " : " and keeps the constraints; ")
        + String.join("; ", parts) + ".\nMaybe " + String.join("; or ", advice) + ".";
  }
}
