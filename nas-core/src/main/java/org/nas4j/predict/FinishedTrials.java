package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Figures;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;

/**
 * The curves of trials that were trained to the end; what was only foretold is not among them, so
 * that no guess raises the best.
 *
 * @param curves in the order of the trials
 */
record FinishedTrials(List<LearningCurve> curves) {

  static FinishedTrials of(List<Trial> observed, ImprovementSettings settings) {
    List<LearningCurve> curves = new ArrayList<>();
    for (Trial trial : observed) {
      if (trial.wasEvaluated() && trial.outcome() instanceof Outcome.Scored scored) {
        curve(scored.evaluation(), settings).ifPresent(curves::add);
      }
    }
    return new FinishedTrials(List.copyOf(curves));
  }

  private static Optional<LearningCurve> curve(
      Evaluation evaluation, ImprovementSettings settings) {
    List<Double> values = evaluation.history(settings.metric());
    List<Metric> features = settings.features();
    boolean complete = values.size() >= settings.lastStep()
        && Figures.usable(values.get(settings.lastStep() - 1))
        && features.stream().allMatch(each -> evaluation.find(each).isPresent());
    return complete
        ? Optional.of(new LearningCurve(
            values.subList(0, settings.lastStep()),
            features.stream().map(evaluation::get).toList()))
        : Optional.empty();
  }

  /** The value of the last step that is the rank-th best; empty if there are fewer. */
  OptionalDouble best(int rank) {
    return curves.stream()
        .map(curve -> curve.at(curve.steps()))
        .sorted(Comparator.reverseOrder())
        .skip(rank - 1L)
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }
}
