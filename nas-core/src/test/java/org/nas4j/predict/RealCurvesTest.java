package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.predict.Searches.ACCURACY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two ways to foretell, on curves of real trainings. */
class RealCurvesTest {

  private static final int LAST = RealCurves.STEPS;

  /** Continues each beginning once, whatever the order in which it is met. */
  private static final class Remembering implements CurvePredictor {

    private final CurvePredictor predictor = CurveExtrapolation.quick();
    private final Map<List<Double>, Optional<PredictedValue>> known = new ConcurrentHashMap<>();

    @Override
    public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
      Learned learned = predictor.learn(seen, lastStep, random);
      return (soFar, draws) -> known.computeIfAbsent(
          soFar.values(), key -> learned.predict(soFar, new SplittableRandom(key.hashCode())));
    }

    @Override
    public Map<String, String> settings() {
      return predictor.settings();
    }
  }

  private final Remembering extrapolation = new Remembering();

  /** Specification, 10.7.2 and 10.7.3, on 60 curves, each judged after 10 and after 20 epochs. */
  @Test
  @Tag("soak")
  void extrapolationKnowsWhatItDoesNotKnowAndSavesEpochs() {
    List<LearningCurve> curves = RealCurves.shuffled(1).subList(0, 60);
    checkIntervals(curves, 10, true);
    checkIntervals(curves, 20, false);
    checkSavings(curves);
  }

  private void checkIntervals(List<LearningCurve> curves, int steps, boolean beatsLast) {
    CurvePredictor.Learned learned = extrapolation.learn(List.of(), LAST, new SplittableRandom(1));
    int said = 0;
    int inside = 0;
    List<Double> errors = new ArrayList<>();
    List<Double> lastErrors = new ArrayList<>();
    for (LearningCurve curve : curves) {
      lastErrors.add(Math.abs(curve.at(LAST) - curve.at(steps)));
      Optional<PredictedValue> value = learned.predict(curve.upTo(steps), new SplittableRandom(1));
      if (value.isPresent()) {
        PredictedValue known = value.get();
        double end = curve.at(LAST);
        said++;
        inside += end > known.quantile(0.05) && end < known.quantile(0.95) ? 1 : 0;
        errors.add(Math.abs(end - known.quantile(0.5)));
      }
    }
    assertThat(said).isGreaterThanOrEqualTo(50);
    assertThat((double) inside / said).as("coverage at " + steps).isBetween(0.75, 0.98);
    if (beatsLast) {
      assertThat(median(errors)).isLessThan(median(lastErrors));
    }
  }

  private static double median(List<Double> values) {
    return new Median()
        .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void checkSavings(List<LearningCurve> curves) {
    ImprovementRule rule = ImprovementRule.builder(extrapolation, ACCURACY, LAST)
        .probability(0.05)
        .every(10)
        .build();
    List<LearningCurve> order = new ArrayList<>(curves);
    double best = bestOf(order);
    double gaps = 0;
    double epochs = 0;
    int orders = 0;
    for (int seed = 0; orders < 20; seed++) {
      RealCurves.shuffle(order, seed);
      if (order.get(0).at(LAST) < best) {
        orders++;
        List<LearningCurve> early = order;
        Searches search = Searches.run(
            (step, soFar, observed) ->
                step > 20 ? Optional.empty() : rule.reasonToPrune(step, soFar, observed),
            early);
        gaps += best - search.best();
        epochs += search.epochsFrom(0);
      }
    }
    assertThat(gaps / orders).isLessThanOrEqualTo(0.005);
    assertThat(epochs / orders).isLessThanOrEqualTo(0.7 * LAST * curves.size());
  }

  /** Specification, 11.3, second half: Δ = 0.99 after 100 trials, judged after each four epochs. */
  @Test
  @Tag("soak")
  void regressionSavesTwoThirdsOfTheEpochsAfterTheBurnIn() {
    ImprovementRule rule =
        ImprovementRule.baker(ACCURACY, LAST).toBuilder().every(4).build();
    double gaps = 0;
    double epochs = 0;
    double all = 0;
    int orders = 0;
    for (int seed = 0; orders < 8; seed++) {
      List<LearningCurve> order = RealCurves.shuffled(seed);
      if (bestOf(order.subList(0, 100)) < bestOf(order)) {
        orders++;
        Searches search = Searches.run(rule, order);
        gaps += bestOf(order) - search.best();
        epochs += search.epochsFrom(100);
        all += LAST * (order.size() - 100);
      }
    }
    assertThat(all / epochs).isGreaterThanOrEqualTo(3);
    assertThat(gaps / orders).isLessThanOrEqualTo(0.001);
  }

  private static double bestOf(List<LearningCurve> curves) {
    return curves.stream().mapToDouble(curve -> curve.at(LAST)).max().orElseThrow();
  }
}
