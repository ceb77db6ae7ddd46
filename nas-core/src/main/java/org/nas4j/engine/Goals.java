package org.nas4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objective;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoArchive;
import org.nas4j.objective.ParetoFront;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;

/**
 * What a run is after, beside its reward: the one place that says which trial can be the best, and
 * which candidate need not be evaluated.
 *
 * @param objectives what its front is about; none if it has none
 * @param constraints what a candidate has to keep to be of use
 */
record Goals(List<Objective> objectives, List<Constraint> constraints) {

  static final Goals NONE = new Goals(List.of(), List.of());

  Goals {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
  }

  Goals with(Objective objective) {
    return new Goals(
        Stream.concat(objectives.stream(), Stream.of(objective)).toList(), constraints);
  }

  Goals with(Constraint constraint) {
    return new Goals(
        objectives, Stream.concat(constraints.stream(), Stream.of(constraint)).toList());
  }

  /** Whether a trial was evaluated to its end and keeps all constraints. */
  boolean areMetBy(Trial trial) {
    return trial.outcome() instanceof Outcome.Scored scored
        && constraints.stream().allMatch(each -> isMet(each, scored.evaluation()));
  }

  /** The constraints that figures do not keep, in words. */
  List<String> broken(Evaluation evaluation) {
    return constraints.stream()
        .filter(each -> !isMet(each, evaluation))
        .map(Constraint::toString)
        .toList();
  }

  private static boolean isMet(Constraint constraint, Evaluation evaluation) {
    return evaluation.find(constraint.metric()).isPresent() && constraint.isMet(evaluation);
  }

  /** Why an architecture is of no use, if its cost alone shows it. */
  Optional<Outcome.Rejected> rejection(Object architecture) {
    if (constraints.isEmpty()) {
      return Optional.empty();
    }
    Map<Metric, Double> known = Priced.costsOf(architecture);
    return constraints.stream()
        .filter(each -> known.containsKey(each.metric()))
        .flatMap(each -> rejection(each, known.get(each.metric())).stream())
        .findFirst();
  }

  private static Optional<Outcome.Rejected> rejection(Constraint constraint, double value) {
    if (constraint.limit().isKeptBy(value)) {
      return Optional.empty();
    }
    String name = constraint.metric().name();
    return Optional.of(new Outcome.Rejected(
        "beyond the constraint on " + name,
        "Its " + name + " would be [" + value + "], which is not [" + constraint.limit() + "]."));
  }

  /** Of the trials that can be the best; those without a figure for each objective are left out. */
  ParetoFront<Trial> front(List<Trial> trials) {
    if (objectives.isEmpty()) {
      throw new IllegalStateException(
          "The run has no objectives: [].\nMaybe tell the builder two, as"
              + " in objective(Metric.VALIDATION_ACCURACY).objective(Metric.LATENCY_SECONDS), or name"
              + " them here.");
    }
    ParetoArchive<Trial> archive = new ParetoArchive<>(new Objectives(objectives));
    trials.stream()
        .filter(trial -> trial.duplicateOf().isEmpty() && areMetBy(trial))
        .forEach(trial -> trial
            .outcome()
            .figures()
            .filter(this::hasAll)
            .ifPresent(figures -> archive.add(trial, figures)));
    return archive.front();
  }

  private boolean hasAll(Evaluation figures) {
    return objectives.stream()
        .allMatch(each -> figures.find(each.metric()).filter(Double::isFinite).isPresent());
  }

  /** For a run's header; {@link GoalWords} reads them back. */
  Map<String, String> inWords() {
    Map<String, String> words = new LinkedHashMap<>();
    for (Objective each : objectives) {
      words.put(GoalWords.OBJECTIVE + (words.size() + 1), each.toString());
    }
    for (int i = 0; i < constraints.size(); i++) {
      words.put(GoalWords.CONSTRAINT + (i + 1), constraints.get(i).toString());
    }
    return words;
  }
}
