package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.predict.Searches.ACCURACY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;

class ImprovementRuleTest {

  private static final int LAST = 10;

  /** Foretells the last value seen plus 0.1, give or take 0.05, and counts how often it learned. */
  private static final class Rise implements CurvePredictor {

    private final List<Integer> lessons = new ArrayList<>();

    @Override
    public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
      lessons.add(seen.size());
      return (soFar, draws) ->
          Optional.of(PredictedValue.normal(soFar.at(soFar.steps()) + 0.1, 0.05));
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }
  }

  private final Rise rise = new Rise();
  private final ImprovementRule rule =
      ImprovementRule.builder(rise, ACCURACY, LAST).probability(0.05).every(2).build();

  private static Evaluation course(double... values) {
    Evaluation evaluation = Evaluation.of(ACCURACY, 0);
    for (double value : values) {
      evaluation = evaluation.withStep(ACCURACY, value);
    }
    return evaluation;
  }

  private static Trial full(double last) {
    Evaluation course = course(0, 0, 0, 0, 0, 0, 0, 0, 0, last);
    return Searches.trial(0, course.with(ACCURACY, Double.isNaN(last) ? 0 : last), false);
  }

  private static boolean stops(PruningRule rule, double value, Trial... observed) {
    return rule.reasonToPrune(2, course(0, value), List.of(observed)).isPresent();
  }

  /** P(y > 0.8) = 1 − Φ((0.8 − v − 0.1) / 0.05) is 0.05 at v = 0.6178. */
  @Test
  void stopsBelowTheProbabilityOfImprovement() {
    assertThat(stops(rule, 0.617, full(0.8))).isTrue();
    assertThat(stops(rule, 0.619, full(0.8))).isFalse();
    assertThat(rule.reasonToPrune(2, course(0, 0.1), List.of(full(0.8))))
        .hasValue("unlikely to be better than the best");
  }

  @Test
  void goesOnWithoutABest() {
    assertThat(stops(rule, 0.1)).isFalse();
    Trial stopped = Searches.trial(0, course(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.9), true);
    assertThat(stops(rule, 0.1, stopped)).as("what was stopped is no best").isFalse();
    Trial shorter = Searches.trial(0, course(0, 0.9), false);
    assertThat(stops(rule, 0.1, shorter)).as("nor what ended before").isFalse();
    assertThat(stops(rule, 0.1, full(Double.NaN))).as("nor what diverged").isFalse();
  }

  @Test
  void waitsForTheBurnIn() {
    PruningRule patient = rule.toBuilder().burnIn(3).build();
    assertThat(stops(patient, 0.1, full(0.8), full(0.7))).isFalse();
    assertThat(stops(patient, 0.1, full(0.8), full(0.7), full(0.6))).isTrue();
  }

  @Test
  void lowersTheBarByMarginAndRank() {
    assertThat(stops(rule, 0.6, full(0.8), full(0.7))).isTrue();
    assertThat(stops(rule.toBuilder().margin(0.1).build(), 0.6, full(0.8), full(0.7)))
        .isFalse();
    assertThat(stops(rule.toBuilder().rank(2).build(), 0.6, full(0.8), full(0.7)))
        .isFalse();
    assertThat(stops(rule.toBuilder().rank(3).build(), 0.1, full(0.8), full(0.7)))
        .isFalse();
  }

  @Test
  void judgesAtItsStepsAndNeverAtTheLast() {
    List<Trial> observed = List.of(full(0.8));
    assertThat(rule.reasonToPrune(3, course(0, 0, 0.1), observed)).isEmpty();
    assertThat(rule.reasonToPrune(LAST, course(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1), observed))
        .isEmpty();
  }

  @Test
  void sparesWhatIsBetterAlready() {
    PruningRule strict = rule.toBuilder().probability(1).build();
    assertThat(stops(strict, 0.79, full(0.8))).isTrue();
    assertThat(stops(strict, 0.81, full(0.8))).isFalse();
  }

  @Test
  void optimistStopsWhenTheEndIsCertain() {
    PruningRule optimist = rule.toBuilder().settled(0.06).build();
    assertThat(optimist.reasonToPrune(2, course(0, 0.75), List.of(full(0.8))))
        .hasValue("its end is certain");
    assertThat(stops(rule.toBuilder().settled(0.04).build(), 0.75, full(0.8))).isFalse();
  }

  @Test
  void stopsWhatDiverged() {
    assertThat(rule.reasonToPrune(2, course(0.1, Double.NaN), List.of(full(0.8))))
        .hasValue("validationAccuracy is no finite number");
    assertThat(stops(rule, Double.POSITIVE_INFINITY, full(0.8))).isTrue();
  }

  @Test
  void learnsAnewOnlyWhenATrialWasTrainedToTheEnd() {
    stops(rule, 0.1, full(0.8));
    stops(rule, 0.2, full(0.8));
    stops(rule, 0.2, full(0.8), Searches.trial(1, course(0, 0.1), true));
    stops(rule, 0.2, full(0.8), full(0.7));
    assertThat(rise.lessons).containsExactly(1, 2);
  }

  @Test
  void showsFeaturesToThePredictor() {
    ImprovementRule informed = ImprovementRule.builder(SequentialRegression.quick(), ACCURACY, LAST)
        .features(Metric.PARAMETERS)
        .build();
    SplittableRandom random = new SplittableRandom(1);
    List<Trial> observed = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double size = random.nextDouble();
      Evaluation grown = Evaluation.of(Metric.PARAMETERS, size);
      for (int step = 0; step < LAST; step++) {
        grown = grown.withStep(ACCURACY, step < LAST - 1 ? 0.5 : size);
      }
      observed.add(Searches.trial(i, grown, false));
    }
    Evaluation small = Evaluation.of(Metric.PARAMETERS, 0.2).withStep(ACCURACY, 0.5);
    Evaluation large = Evaluation.of(Metric.PARAMETERS, 0.8).withStep(ACCURACY, 0.5);
    assertThat(informed.predict(small, observed).orElseThrow().mean()).isBetween(0.1, 0.3);
    assertThat(informed.predict(large, observed).orElseThrow().mean()).isBetween(0.7, 0.9);
    assertThatThrownBy(() -> informed.reasonToPrune(1, course(0.1), observed))
        .as("a figure that the evaluator does not report")
        .hasMessageContaining("[parameters]");
  }

  /** Specification, 11.3, first half: who stops at a greater Δ stops at a smaller one. */
  @Test
  void stopsTheMoreTheGreaterTheProbability() {
    for (double value = 0; value < 0.8; value += 0.01) {
      boolean stopped = false;
      for (double probability : new double[] {0.01, 0.05, 0.1, 0.5}) {
        boolean now = stops(rule.toBuilder().probability(probability).build(), value, full(0.8));
        assertThat(now || !stopped).isTrue();
        stopped = now;
      }
    }
  }

  /** Curves that rise to their quality: fewer than half of the epochs, and the best is kept. */
  @Test
  void savesEpochsOfAWholeSearchWithEachPredictor() {
    SplittableRandom random = new SplittableRandom(1);
    List<LearningCurve> curves = IntStream.range(0, 60)
        .mapToObj(i -> {
          double quality = random.nextDouble(0.2, 0.9);
          return LearningCurve.of(IntStream.rangeClosed(1, 20)
              .mapToObj(
                  step -> quality * (1 - Math.exp(-step / 4.0)) + 0.002 * random.nextGaussian())
              .toList());
        })
        .toList();
    double best = curves.stream().mapToDouble(each -> each.at(20)).max().orElseThrow();
    for (CurvePredictor predictor : List.of(
        SequentialRegression.quick(),
        CurveExtrapolation.builder().steps(60).burnIn(30).build())) {
      Searches search = Searches.run(
          ImprovementRule.builder(predictor, ACCURACY, 20).every(6).burnIn(10).build(), curves);
      assertThat(search.epochsFrom(0)).isLessThan(60 * 20 * 2 / 3);
      assertThat(search.best()).isGreaterThan(best - 0.005);
    }
  }

  @Test
  void theEarlyRuleJudgesTenTimesAfterTwentyTrials() {
    assertThat(ImprovementRule.early(ACCURACY, 40).settings())
        .containsEntry("probability", "0.01")
        .containsEntry("burnIn", "20")
        .containsEntry("every", "4");
    assertThat(SequentialRegression.early().settings())
        .containsEntry("gamma", "0.05")
        .containsEntry("twoPieces", "true");
    assertThat(ImprovementRule.early(ACCURACY, 3).settings()).containsEntry("every", "1");
  }

  @Test
  void publishedRulesStandForThePapers() {
    assertThat(ImprovementRule.domhan(ACCURACY, 40).settings())
        .containsEntry("probability", "0.05")
        .containsEntry("burnIn", "1");
    assertThat(ImprovementRule.baker(ACCURACY, 40).settings())
        .containsEntry("probability", "0.01")
        .containsEntry("burnIn", "100");
    assertThat(ImprovementRule.baker(ACCURACY, 40).toBuilder().build())
        .isEqualTo(ImprovementRule.baker(ACCURACY, 40));
  }

  @Test
  void refusesTrainingsOfOneEpochInTheWordsOfWhoTrains() {
    assertThatThrownBy(() -> ImprovementRule.early(ACCURACY, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1] steps (epochs)")
        .hasMessageContaining("\nMaybe give the evaluator 2 epochs or more");
    assertThat(ImprovementRule.early(ACCURACY, 2).settings()).containsEntry("lastStep", "2");
  }

  @Test
  void refusesFiguresThatFall() {
    assertThatThrownBy(() -> ImprovementRule.domhan(Metric.VALIDATION_LOSS, 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[validationLoss]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> rule.toBuilder().probability(5)).hasMessageContaining("[5.0]");
    assertThat(Collections.frequency(rise.lessons, 0)).isZero();
  }
}
