package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialRegressionTest {

  private static final int STEPS = 20;

  /** Curves whose speed and end depend on two features. */
  private static List<LearningCurve> made(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<LearningCurve> curves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double end = random.nextDouble(0.3, 0.9);
      double speed = random.nextDouble(2, 12);
      List<Double> values = new ArrayList<>();
      for (int step = 1; step <= STEPS; step++) {
        values.add(end * (1 - Math.exp(-step / speed)) + 0.003 * random.nextGaussian());
      }
      curves.add(new LearningCurve(values, List.of(speed, end * end)));
    }
    return curves;
  }

  private static double r2(List<LearningCurve> seen, List<LearningCurve> fresh, int at, int last) {
    CurvePredictor.Learned learned =
        SequentialRegression.quick().learn(seen, last, new SplittableRandom(1));
    double error = 0;
    for (LearningCurve curve : fresh) {
      PredictedValue value =
          learned.predict(curve.upTo(at), new SplittableRandom(1)).orElseThrow();
      error += square(value.mean() - curve.at(last));
    }
    return 1 - error / spread(fresh, last);
  }

  private static double lastValueR2(List<LearningCurve> fresh, int at, int last) {
    double error = fresh.stream()
        .mapToDouble(curve -> square(curve.at(at) - curve.at(last)))
        .sum();
    return 1 - error / spread(fresh, last);
  }

  private static double spread(List<LearningCurve> fresh, int last) {
    double mean = fresh.stream().mapToDouble(curve -> curve.at(last)).average().orElseThrow();
    return fresh.stream().mapToDouble(curve -> square(curve.at(last) - mean)).sum();
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void foretellsWhatDependsOnFeaturesAndCurve() {
    List<LearningCurve> all = made(100);
    assertThat(r2(all.subList(0, 60), all.subList(60, 100), 5, STEPS)).isGreaterThan(0.95);
  }

  /** Specification, 11.1: a quarter of the curve, 100 seen, the other 165 foretold. */
  @Test
  void beatsTheLastValueOnRealCurves() {
    List<LearningCurve> all = RealCurves.shuffled(1);
    List<LearningCurve> fresh = all.subList(100, all.size());
    double r2 = r2(all.subList(0, 100), fresh, 10, RealCurves.STEPS);
    assertThat(r2)
        .isGreaterThanOrEqualTo(0.93)
        .isGreaterThan(lastValueR2(fresh, 10, RealCurves.STEPS) + 0.1);
  }

  /** Specification, 11.2: τ values, τ − 1 and τ − 2 differences, and what was known before. */
  @Test
  void seesValuesDifferencesAndFeatures() {
    LearningCurve curve = new LearningCurve(List.of(0.1, 0.3, 0.4, 0.9), List.of(7.0, 8.0));
    assertThat(CurveFeatures.of(curve, 4)).hasSize(3 * 4 - 3 + 2);
    assertThat(CurveFeatures.of(curve, 3)[2]).isEqualTo(0.4);
    double[] three = CurveFeatures.of(curve, 3);
    double[] expected = {0.1, 0.3, 0.4, 0.2, 0.1, -0.1, 7, 8};
    assertThat(three).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(three[i]).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(CurveFeatures.of(curve, 1)).containsExactly(0.1, 7, 8);
  }

  /** Specification, 11.4. */
  @Test
  void isSurerTheLongerTheCurve() {
    List<LearningCurve> curves =
        made(60).stream().map(curve -> LearningCurve.of(curve.values())).toList();
    SequentialModels models = (SequentialModels)
        SequentialRegression.quick().learn(curves, STEPS, new SplittableRandom(1));
    double early = models.model(2).deviation();
    double middle = models.model(6).deviation();
    double late = models.model(16).deviation();
    assertThat(early).isGreaterThan(middle);
    assertThat(middle).isGreaterThan(late);
  }

  /** One of ten trainings collapses late, whatever it looked like before. */
  @Test
  void lateCollapsesWidenWhatIsBelowOnly() {
    SplittableRandom random = new SplittableRandom(5);
    List<LearningCurve> curves = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double quality = random.nextDouble(0.3, 0.9);
      List<Double> values = new ArrayList<>();
      for (int step = 1; step < STEPS; step++) {
        values.add(quality * (1 - Math.exp(-step / 4.0)) + 0.002 * random.nextGaussian());
      }
      values.add(i % 10 == 0 ? 0.1 : quality + 0.002 * random.nextGaussian());
      curves.add(LearningCurve.of(values));
    }
    LearningCurve good = curves.get(5).upTo(8);
    PredictedValue normal = predicted(SequentialRegression.quick(), curves, good);
    PredictedValue apart =
        predicted(SequentialRegression.builder().twoPieces(true).build(), curves, good);
    assertThat(apart.quantile(0.5)).isCloseTo(normal.quantile(0.5), within(1e-9));
    assertThat(apart.quantile(0.95)).isLessThan(normal.quantile(0.95));
    assertThat(apart.quantile(0.05)).isLessThan(normal.quantile(0.05));
    assertThat(apart.mean()).isLessThan(normal.mean());
  }

  private static PredictedValue predicted(
      SequentialRegression predictor, List<LearningCurve> seen, LearningCurve soFar) {
    return predictor
        .learn(seen, STEPS, new SplittableRandom(1))
        .predict(soFar, new SplittableRandom(1))
        .orElseThrow();
  }

  /** Specification, 11.5: at least ν of the examples support it, at most ν are outside the tube. */
  @Test
  void keepsTheShareOfNu() {
    SplittableRandom random = new SplittableRandom(3);
    int count = 100;
    double[][] rows = new double[count][1];
    double[] targets = new double[count];
    for (int i = 0; i < count; i++) {
      rows[i][0] = random.nextDouble(-2, 2);
      targets[i] = Math.sin(rows[i][0]) + 0.3 * random.nextGaussian();
    }
    for (double nu : new double[] {0.2, 0.5, 0.8}) {
      SupportVectors vectors =
          SupportVectors.fit(rows, targets, new SupportSettings(SupportKernel.RADIAL, 1, nu, 0.5));
      assertThat(vectors.count()).isGreaterThanOrEqualTo((int) (nu * count));
      assertThat(vectors.outside()).isLessThanOrEqualTo((int) (nu * count) + 1);
    }
  }

  @Test
  void leavesOutCurvesThatAreShortOrDiverged() {
    List<LearningCurve> seen = new ArrayList<>(made(4));
    seen.add(seen.get(0).upTo(STEPS - 1));
    seen.add(
        new LearningCurve(java.util.Collections.nCopies(STEPS, Double.NaN), List.of(1.0, 1.0)));
    CurvePredictor.Learned learned =
        SequentialRegression.quick().learn(seen, STEPS, new SplittableRandom(1));
    assertThat(learned.predict(seen.get(0).upTo(5), new SplittableRandom(1)))
        .as("four curves are left, which say nothing")
        .isEmpty();
  }

  @Test
  void triesRandomSettingsIfTold() {
    List<LearningCurve> all = made(50);
    SequentialRegression bad =
        SequentialRegression.builder().c(1e-5).gamma(1e-5).nu(0.1).build();
    SequentialRegression tuned = bad.toBuilder().draws(30).build();
    double apart = error(bad, all);
    assertThat(error(tuned, all)).isLessThan(apart / 2).isEqualTo(error(tuned, all));
  }

  private static double error(SequentialRegression predictor, List<LearningCurve> all) {
    CurvePredictor.Learned learned =
        predictor.learn(all.subList(0, 30), STEPS, new SplittableRandom(1));
    return all.subList(30, 50).stream()
        .mapToDouble(curve -> Math.abs(curve.at(STEPS)
            - learned
                .predict(curve.upTo(5), new SplittableRandom(1))
                .orElseThrow()
                .mean()))
        .sum();
  }

  @Test
  void refusesOtherFeaturesThanItHasSeen() {
    CurvePredictor.Learned learned =
        SequentialRegression.quick().learn(made(10), STEPS, new SplittableRandom(1));
    assertThatThrownBy(
            () -> learned.predict(LearningCurve.of(List.of(0.1, 0.2)), new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0]")
        .hasMessageContaining("[2]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesSettingsThatContradict() {
    assertThatThrownBy(() -> SequentialRegression.builder().least(30).most(20).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[30]")
        .hasMessageContaining("Maybe");
    assertThat(SequentialRegression.baker().settings()).containsEntry("draws", "1000");
    assertThat(SequentialRegression.baker().toBuilder().build())
        .isEqualTo(SequentialRegression.baker());
  }
}
