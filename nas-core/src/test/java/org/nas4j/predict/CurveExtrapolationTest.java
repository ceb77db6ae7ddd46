package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurveExtrapolationTest {

  private static final int LAST = 40;

  private final CurveExtrapolation predictor =
      CurveExtrapolation.builder().steps(200).burnIn(100).build();

  private static LearningCurve rising(int steps) {
    SplittableRandom random = new SplittableRandom(5);
    List<Double> values = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      values.add(0.8 - 0.6 * Math.exp(-step / 6.0) + 0.005 * random.nextGaussian());
    }
    return LearningCurve.of(values);
  }

  private PredictedValue last(LearningCurve curve) {
    return predictor
        .learn(List.of(), LAST, new SplittableRandom(1))
        .predict(curve, new SplittableRandom(2))
        .orElseThrow();
  }

  @Test
  void continuesCurveTheBetterTheMoreIsSeen() {
    PredictedValue early = last(rising(8));
    PredictedValue late = last(rising(30));
    assertThat(Math.abs(late.mean() - 0.8)).isLessThan(Math.abs(early.mean() - 0.8));
    assertThat(late.mean()).isCloseTo(0.8, within(0.03));
    assertThat(late.deviation()).isLessThan(early.deviation());
    assertThat(early.quantile(0.05)).isLessThan(0.8);
  }

  @Test
  void repeatsWithEqualRandomness() {
    assertThat(last(rising(10)).mean()).isEqualTo(last(rising(10)).mean());
  }

  /** Specification, 10.7.5: each family of each sample rises and ends in [0, 1]. */
  @Test
  void drawsNothingThatThePriorForbids() {
    CurvePosterior posterior =
        predictor.posterior(rising(10), LAST, new SplittableRandom(3)).orElseThrow();
    assertThat(posterior.samples()).hasSizeGreaterThan(500).allMatch(posterior.curve()::isPossible);
    assertThat(posterior.samples())
        .allMatch(place -> posterior.curve().noise(place) > 0)
        .allMatch(
            place -> posterior.curve().last(place) >= 0 && posterior.curve().last(place) <= 1);
    double[] fallen = posterior.samples().get(0).clone();
    fallen[fallen.length - 2] = -1;
    assertThat(posterior.curve().isPossible(fallen)).as("a negative weight").isFalse();
  }

  /** Of 20 values the last counts 10^(19/20) times as much as the first, or as much. */
  @Test
  void givesRecentValuesMoreWeight() {
    assertThat(cost(19, true) / cost(0, true)).isCloseTo(Math.pow(10, 19.0 / 20), within(1e-6));
    assertThat(cost(19, false) / cost(0, false)).isCloseTo(1, within(1e-6));
  }

  /** By how much a value that is 0.1 too great lowers the density of the curve without it. */
  private static double cost(int index, boolean recencyWeights) {
    double[] place = {0.8, 0.3, 1, 0.05};
    List<Double> values = new ArrayList<>();
    for (int step = 1; step <= 20; step++) {
      values.add(CurveFamily.ILOG2.value(step, Math.log(step), place, 0));
    }
    double exact = density(values, place, recencyWeights);
    values.set(index, values.get(index) + 0.1);
    return exact - density(values, place, recencyWeights);
  }

  private static double density(List<Double> values, double[] place, boolean recencyWeights) {
    Extrapolation settings =
        new Extrapolation(List.of(CurveFamily.ILOG2), 100, 100, 50, 1, recencyWeights, 5, 1);
    CurvePoints points = CurvePoints.all(LearningCurve.of(values));
    FamilyFit fit = new FamilyFit(CurveFamily.ILOG2, new double[] {0.8, 0.3}, 0);
    return new CombinedCurve(List.of(fit), points, LAST, settings).logDensity(place);
  }

  @Test
  void cannotSayForShortCurvesNorForThoseThatDiverged() {
    CurvePredictor.Learned learned = predictor.learn(List.of(), LAST, new SplittableRandom(1));
    assertThat(learned.predict(rising(4), new SplittableRandom(2))).isEmpty();
    List<Double> values = new ArrayList<>(rising(8).values());
    values.set(3, Double.NaN);
    assertThat(learned.predict(LearningCurve.of(values), new SplittableRandom(2)))
        .isEmpty();
    assertThat(learned.predict(rising(41), new SplittableRandom(2))).isEmpty();
  }

  @Test
  void publishedSettingsAreTheAuthors() {
    assertThat(CurveExtrapolation.domhan().settings())
        .containsEntry("walkers", "100")
        .containsEntry("steps", "2500")
        .containsEntry("burnIn", "500")
        .containsEntry("thinning", "10");
    assertThat(CurveExtrapolation.domhan().toBuilder().build())
        .isEqualTo(CurveExtrapolation.domhan());
  }

  @Test
  void refusesSettingsThatLeaveNothing() {
    assertThatThrownBy(() -> CurveExtrapolation.builder().steps(500).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[500]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> CurveExtrapolation.builder().walkers(101))
        .hasMessageContaining("[101]");
    assertThatThrownBy(() -> CurveExtrapolation.builder().families())
        .hasMessageContaining("at least one family");
  }

  @Test
  void plainFitFollowsCurveWithoutNoise() {
    List<Double> values = new ArrayList<>();
    for (int step = 1; step <= 12; step++) {
      values.add(0.8 - 0.7 * Math.exp(-0.3 * Math.pow(step, 0.6)));
    }
    PredictedValue value = BestFamily.ofThree()
        .learn(List.of(), LAST, new SplittableRandom(1))
        .predict(LearningCurve.of(values), new SplittableRandom(1))
        .orElseThrow();
    assertThat(value.mean())
        .isCloseTo(0.8 - 0.7 * Math.exp(-0.3 * Math.pow(LAST, 0.6)), within(0.02));
  }
}
