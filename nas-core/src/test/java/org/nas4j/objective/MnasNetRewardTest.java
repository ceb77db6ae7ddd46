package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/** Tan et al. 2019, section 3.1, with a target of 80 (milliseconds, say). */
class MnasNetRewardTest {

  private static final double TARGET = 80;

  private final MnasNetReward soft = MnasNetReward.soft(TARGET);
  private final MnasNetReward hard = MnasNetReward.hard(TARGET);

  private static Evaluation network(double accuracy, double latency) {
    return Figures.of(Metric.VALIDATION_ACCURACY, accuracy, Metric.LATENCY_SECONDS, latency);
  }

  @Test
  void givesThePublishedRewards() {
    assertThat(soft.reward(network(.5, 160))).isCloseTo(.476319, within(1e-6));
    assertThat(soft.reward(network(.5, 40))).isCloseTo(.524858, within(1e-6));
    assertThat(hard.reward(network(.5, 160))).isCloseTo(.25, within(1e-15));
    assertThat(hard.reward(network(.5, 40))).isEqualTo(.5);
  }

  @Test
  void isContinuousAtTheTarget() {
    for (MnasNetReward each : new MnasNetReward[] {soft, hard}) {
      assertThat(each.reward(network(.5, TARGET))).isEqualTo(.5);
      assertThat(each.reward(network(.5, TARGET * (1 + 1e-9)))).isCloseTo(.5, within(1e-8));
      assertThat(each.reward(network(.5, TARGET * (1 - 1e-9)))).isCloseTo(.5, within(1e-8));
    }
  }

  /**
   * On a front where twice the latency gains the five hundredths for which the soft reward was
   * made, it is flat within a hundredth, and the hard one is greatest at the target.
   */
  @Test
  void softRewardIsFlatOnTheUsualFrontAndHardRewardPeaksAtTheTarget() {
    double peak = hard.reward(network(.95, TARGET));
    for (double octaves = -1; octaves <= 1; octaves += 0.125) {
      Evaluation each = network(.95 + .05 * octaves, TARGET * Math.pow(2, octaves));
      assertThat(soft.reward(each)).isCloseTo(.95, within(.0095));
      if (octaves != 0) {
        assertThat(hard.reward(each)).isLessThan(peak - .005);
      }
    }
  }

  @Test
  void takesTheMetricsThatItIsTold() {
    Metric macs = Metric.MACS;
    Metric test = Metric.maximized("test");
    MnasNetReward reward = MnasNetReward.builder(100)
        .accuracy(test)
        .latency(macs)
        .alpha(-1)
        .beta(-2)
        .build();
    assertThat(reward.reward(Figures.of(test, .5, macs, 50))).isEqualTo(1);
    assertThat(reward.reward(Figures.of(test, .5, macs, 200))).isEqualTo(.125);
  }

  @Test
  void refusesPercentAndExponentsOfTheWrongSign() {
    assertThatThrownBy(() -> soft.reward(network(50, 80)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accuracy as a fraction")
        .hasMessageContaining("[50.0]");
    assertThatThrownBy(() -> soft.reward(network(.5, 0))).hasMessageContaining("latency");
    assertThatThrownBy(() -> soft.reward(network(.5, Double.NaN))).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> MnasNetReward.builder(80).alpha(.07))
        .hasMessageContaining("[0.07]")
        .hasMessageContaining("Maybe its sign was forgotten");
    assertThatThrownBy(() -> MnasNetReward.builder(80).beta(Double.NEGATIVE_INFINITY))
        .hasMessageContaining("β");
    assertThatThrownBy(() -> MnasNetReward.soft(0)).hasMessageContaining("target latency");
  }

  @Test
  void equalRecipesAreEqual() {
    assertThat(MnasNetReward.soft(80)).isEqualTo(soft).hasSameHashCodeAs(soft);
    assertThat(soft).isNotEqualTo(hard).isNotEqualTo(MnasNetReward.soft(81));
    assertThat(soft.toString()).startsWith("MnasNetReward[").contains("target=80.0");
  }
}
