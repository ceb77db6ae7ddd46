package org.nas4j.predict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/**
 * A search that trains given curves in turn, under a rule.
 *
 * @param epochs how many were trained by each trial
 * @param best last value of the best trial that was trained to the end
 */
record Searches(List<Integer> epochs, double best) {

  static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;

  static Searches run(PruningRule rule, List<LearningCurve> curves) {
    List<Trial> observed = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (LearningCurve curve : curves) {
      Evaluation soFar = Evaluation.of(ACCURACY, 0);
      boolean stopped = false;
      int step = 0;
      while (!stopped && step < curve.steps()) {
        step++;
        soFar = soFar.withStep(ACCURACY, curve.at(step));
        stopped = rule.reasonToPrune(step, soFar, observed).isPresent();
      }
      epochs.add(step);
      best = stopped ? best : Math.max(best, curve.at(step));
      observed.add(trial(observed.size(), soFar, stopped));
    }
    return new Searches(epochs, best);
  }

  static Trial trial(int id, Evaluation soFar, boolean stopped) {
    double value = soFar.get(ACCURACY);
    return new Trial(
        id,
        Genotype.EMPTY,
        OptionalLong.empty(),
        stopped ? new Outcome.Stopped(value, soFar, "test") : new Outcome.Scored(value, soFar),
        Duration.ZERO,
        OptionalLong.empty());
  }

  /** Epochs of the trials from a number on. */
  int epochsFrom(int first) {
    return epochs.stream().skip(first).mapToInt(Integer::intValue).sum();
  }
}
