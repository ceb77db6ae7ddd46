package org.nas4j.benchmarks.curves;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.predict.CurvePredictor;
import org.nas4j.predict.LearningCurve;
import org.nas4j.predict.PredictedValue;

/**
 * Continues each beginning of a curve once, for a predictor that learns nothing from other curves:
 * resampled searches meet the same beginnings again and again. For one thread.
 */
final class Remembering implements CurvePredictor {

  private final CurvePredictor predictor;
  private final Map<List<Double>, Optional<PredictedValue>> known = new HashMap<>();

  Remembering(CurvePredictor predictor) {
    this.predictor = predictor;
  }

  @Override
  public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
    Learned learned = predictor.learn(List.of(), lastStep, random);
    return (soFar, draws) -> known.computeIfAbsent(
        soFar.values(), key -> learned.predict(soFar, new SplittableRandom(key.hashCode())));
  }

  @Override
  public Map<String, String> settings() {
    return predictor.settings();
  }
}
