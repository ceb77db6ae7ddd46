package org.nas4j.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.nas4j.internal.seeds.Seeds;

/**
 * One regressor a length, each fitted when it is first asked for. Which settings are drawn for a
 * length does not depend on the order of the questions. For any thread.
 */
final class SequentialModels implements CurvePredictor.Learned {

  private final List<LearningCurve> curves;
  private final int lastStep;
  private final SequentialSettings settings;
  private final long seed;
  private final Map<Integer, CurveRegression> models = new ConcurrentHashMap<>();

  /** For usable curves that are long enough. */
  SequentialModels(
      List<LearningCurve> curves, int lastStep, SequentialSettings settings, long seed) {
    this.curves = List.copyOf(curves);
    this.lastStep = lastStep;
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public Optional<PredictedValue> predict(LearningCurve soFar, RandomGenerator random) {
    if (curves.size() < settings.least()
        || soFar.steps() < 1
        || soFar.steps() > lastStep
        || !soFar.isUsable()) {
      return Optional.empty();
    }
    soFar.requireFeatures(curves.get(0).features().size());
    double[] row = CurveFeatures.of(soFar, soFar.steps());
    CurveRegression model = model(soFar.steps());
    return Optional.of(settings.twoPieces() ? model.predictTwoPieces(row) : model.predict(row));
  }

  /** The regressor for a length. */
  CurveRegression model(int steps) {
    return models.computeIfAbsent(
        steps, each -> CurveRegression.of(curves, each, lastStep, support(each)));
  }

  private SupportSettings support(int steps) {
    return settings.draws() == 0
        ? settings.support()
        : CurveRegression.tuned(
            curves, steps, lastStep, settings, Seeds.random(seed, steps, "tuning"));
  }
}
