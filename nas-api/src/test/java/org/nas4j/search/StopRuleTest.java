package org.nas4j.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;

class StopRuleTest {

  /**
   * 6 evaluations, the best 0.7 and 2 evaluations ago, 30 simulated seconds, 10 minutes on the
   * clock.
   */
  private static final Progress PROGRESS =
      new Progress(6, 9, OptionalDouble.of(0.7), 2, 30, Duration.ofMinutes(10));

  @Test
  void tellsWhichPartOfTheBudgetIsSpent() {
    assertThat(StopRule.trials(8).spent(PROGRESS)).isEqualTo(0.75);
    assertThat(StopRule.elapsed(Duration.ofMinutes(40)).spent(PROGRESS)).isEqualTo(0.25);
    assertThat(StopRule.simulatedSeconds(300).spent(PROGRESS)).isEqualTo(0.1);
    assertThat(StopRule.noImprovement(2).spent(PROGRESS)).isEqualTo(1);
    assertThat(StopRule.noImprovement(3).spent(PROGRESS)).isZero();
    assertThat(StopRule.targetReward(0.7).spent(PROGRESS)).isEqualTo(1);
    assertThat(StopRule.targetReward(0.71).spent(PROGRESS)).isZero();
  }

  @Test
  void orTakesTheMoreAndAndTheLess() {
    StopRule much = StopRule.trials(8);
    StopRule little = StopRule.simulatedSeconds(300);
    assertThat(much.or(little).spent(PROGRESS)).isEqualTo(0.75);
    assertThat(little.or(much).spent(PROGRESS)).isEqualTo(0.75);
    assertThat(much.and(little).spent(PROGRESS)).isEqualTo(0.1);
    assertThat(little.and(much).spent(PROGRESS)).isEqualTo(0.1);
  }

  @Test
  void rulesAndRewardsSayWhatTheyAre() {
    assertThat(StopRule.trials(8)
            .and(StopRule.targetReward(0.9))
            .or(StopRule.elapsed(Duration.ofHours(2))))
        .hasToString("((8 trials and reward 0.9) or PT2H on the clock)");
    assertThat(StopRule.noImprovement(3)).hasToString("3 trials without improvement");
    assertThat(StopRule.simulatedSeconds(1.5)).hasToString("1.5 simulated seconds");
    assertThat(RewardFunction.of(Metric.VALIDATION_ACCURACY)).hasToString("validationAccuracy");
    assertThat(RewardFunction.of(Metric.PARAMETERS)).hasToString("-parameters");
    assertThat(RewardFunction.of(Metric.PARAMETERS).reward(Evaluation.of(Metric.PARAMETERS, 7)))
        .isEqualTo(-7);
  }

  @Test
  void refusesBudgetsOfNothing() {
    assertThatThrownBy(() -> StopRule.trials(0)).hasMessageContaining("but is [0]");
    assertThatThrownBy(() -> StopRule.elapsed(Duration.ZERO))
        .hasMessageContaining("The time limit must be above zero, but is [PT0S]");
    assertThatThrownBy(() -> StopRule.targetReward(Double.NaN)).hasMessageContaining("[NaN]");
  }
}
