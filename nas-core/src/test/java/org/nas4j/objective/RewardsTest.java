package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

class RewardsTest {

  private static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;

  private static Evaluation course(Double... values) {
    return new Evaluation(
        Map.of(ACCURACY, values[values.length - 1]), Map.of(ACCURACY, List.of(values)));
  }

  /** As NAS rewards (Zoph and Le 2017, section 4.1). */
  @Test
  void cubesTheBestOfTheLastFiveEpochs() {
    assertThat(Rewards.cubedMaxOfLastFive(ACCURACY).reward(course(.1, .9, .5, .6, .7, .8, .75)))
        .isCloseTo(.512, within(1e-12));
  }

  @Test
  void takesAllEpochsOfShorterCourse() {
    assertThat(Rewards.cubedMaxOfLastFive(ACCURACY).reward(course(.5, .4)))
        .isCloseTo(.125, within(1e-12));
    assertThat(Rewards.maxOfLast(ACCURACY, 1).reward(course(.5, .4))).isEqualTo(.4);
  }

  @Test
  void refusesEvaluationWithoutHistory() {
    assertThatThrownBy(
            () -> Rewards.cubedMaxOfLastFive(ACCURACY).reward(Evaluation.of(ACCURACY, .9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no history of [validationAccuracy]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesMetricOfWhichLessIsBetter() {
    assertThatThrownBy(() -> Rewards.cubedMaxOfLastFive(Metric.VALIDATION_LOSS))
        .hasMessageContaining("[validationLoss] less is");
    assertThatThrownBy(() -> Rewards.error(Metric.VALIDATION_LOSS)).hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Rewards.maxOfLast(ACCURACY, 0)).hasMessageContaining("[0]");
  }

  @Test
  void prefersLessErrorLossAndPerplexity() {
    assertThat(Rewards.error(ACCURACY).reward(course(.9))).isCloseTo(-.1, within(1e-12));
    assertThat(Rewards.accuracy().reward(course(.9))).isEqualTo(.9);
    assertThat(Rewards.loss().reward(Evaluation.of(Metric.VALIDATION_LOSS, 2))).isEqualTo(-2);
    Metric perplexity = Metric.minimized("perplexity");
    assertThat(
            Rewards.inverseSquaredPerplexity(perplexity, 80).reward(Evaluation.of(perplexity, 10)))
        .isCloseTo(.8, within(1e-12));
    assertThatThrownBy(() ->
            Rewards.inverseSquaredPerplexity(perplexity, 80).reward(Evaluation.of(perplexity, 0)))
        .hasMessageContaining("above 0");
  }
}
