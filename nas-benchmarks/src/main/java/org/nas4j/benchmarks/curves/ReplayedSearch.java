package org.nas4j.benchmarks.curves;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.predict.LearningCurve;
import org.nas4j.search.Outcome;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/**
 * A search that trains curves in turn, one after the other, under a rule.
 *
 * @param epochs trained in all
 * @param gap by how much the best that was trained to the end is below the best of all
 */
record ReplayedSearch(int epochs, double gap) {

  static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;

  static Metric feature(int index) {
    return Metric.minimized("feature" + index);
  }

  static Metric[] features(int count) {
    Metric[] features = new Metric[count];
    for (int i = 0; i < count; i++) {
      features[i] = feature(i);
    }
    return features;
  }

  static ReplayedSearch run(PruningRule rule, List<LearningCurve> curves) {
    List<Trial> observed = new ArrayList<>();
    int epochs = 0;
    double best = 0;
    double bestOfAll = 0;
    for (LearningCurve curve : curves) {
      Evaluation soFar = start(curve);
      boolean stopped = false;
      int step = 0;
      while (!stopped && step < curve.steps()) {
        soFar = soFar.withStep(ACCURACY, curve.values().get(step));
        step++;
        stopped = rule.reasonToPrune(step, soFar, observed).isPresent();
      }
      epochs += step;
      double last = curve.values().get(curve.steps() - 1);
      best = stopped ? best : Math.max(best, last);
      bestOfAll = Math.max(bestOfAll, last);
      observed.add(trial(observed.size(), soFar, stopped));
    }
    return new ReplayedSearch(epochs, bestOfAll - best);
  }

  private static Evaluation start(LearningCurve curve) {
    Evaluation soFar = Evaluation.of(ACCURACY, 0);
    for (int i = 0; i < curve.features().size(); i++) {
      soFar = soFar.with(feature(i), curve.features().get(i));
    }
    return soFar;
  }

  private static Trial trial(int id, Evaluation soFar, boolean stopped) {
    double value = soFar.get(ACCURACY);
    return new Trial(
        id,
        Genotype.EMPTY,
        OptionalLong.empty(),
        stopped ? new Outcome.Stopped(value, soFar, "rule") : new Outcome.Scored(value, soFar),
        Duration.ZERO,
        OptionalLong.empty());
  }
}
