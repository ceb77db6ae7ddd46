package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline.BatchMean;
import org.nas4j.policy.Baseline.Constant;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Baseline.Start;
import org.nas4j.policy.RewardScale;

class AdvantageEstimatorTest {

  private static final Offset<Double> TINY = within(1e-12);

  private static double[] movingAverage(Start start, double... rewards) {
    return AdvantageEstimator.of(new MovingAverage(0.9, start)).advantages(rewards);
  }

  @Test
  void movingAverageFromZero() {
    assertThat(movingAverage(Start.ZERO, 1, 1, 2))
        .containsExactly(new double[] {1, 0.9, 1.81}, TINY);
  }

  @Test
  void movingAverageFromTheFirstReward() {
    assertThat(movingAverage(Start.FIRST_REWARD, 1, 2, 2))
        .containsExactly(new double[] {0, 1, 0.9}, TINY);
  }

  /** After 1 and 2 the average is (0.09·1 + 0.1·2)/0.19. */
  @Test
  void movingAverageCorrectedForItsStart() {
    assertThat(movingAverage(Start.BIAS_CORRECTED, 1, 2, 2))
        .containsExactly(new double[] {0, 1, 2 - 0.29 / 0.19}, TINY);
  }

  @Test
  void movingAverageGoesOnFromBatchToBatch() {
    AdvantageEstimator live = AdvantageEstimator.of(new MovingAverage(0.9, Start.FIRST_REWARD));
    live.advantages(new double[] {1, 2});
    assertThat(live.advantages(new double[] {2})).containsExactly(new double[] {0.9}, TINY);
  }

  @Test
  void oneRecipeOpensIndependentBaselines() {
    MovingAverage recipe = new MovingAverage(0.9, Start.FIRST_REWARD);
    AdvantageEstimator.of(recipe).advantages(new double[] {100});
    assertThat(AdvantageEstimator.of(recipe).advantages(new double[] {1})).containsExactly(0);
  }

  @Test
  void batchMeans() {
    double[] rewards = {1, 2, 6};
    assertThat(AdvantageEstimator.of(new BatchMean(false)).advantages(rewards))
        .containsExactly(-2, -1, 3);
    assertThat(AdvantageEstimator.of(new BatchMean(true)).advantages(rewards))
        .containsExactly(new double[] {1 - 4, 2 - 3.5, 6 - 1.5}, TINY);
    assertThat(AdvantageEstimator.of(new BatchMean(true)).advantages(new double[] {3}))
        .containsExactly(0);
  }

  @Test
  void constants() {
    assertThat(AdvantageEstimator.of(new Constant(0.5)).advantages(new double[] {1, 0}))
        .containsExactly(0.5, -0.5);
  }

  @Test
  void ranksAmongAllRewardsSoFar() {
    AdvantageEstimator live =
        AdvantageEstimator.of(new Advantages(RewardScale.RANKED, new Constant(0), false));
    assertThat(live.advantages(new double[] {5, 7, 1, 7}))
        .containsExactly(new double[] {0, 0.5, -2 / 3.0, 0.5}, TINY);
    AdvantageEstimator monotone =
        AdvantageEstimator.of(new Advantages(RewardScale.RANKED, new Constant(0), false));
    assertThat(monotone.advantages(new double[] {0.5, 700, -10, 700}))
        .containsExactly(new double[] {0, 0.5, -2 / 3.0, 0.5}, TINY);
  }

  @Test
  void standardizesByAllRewardsSoFar() {
    AdvantageEstimator live =
        AdvantageEstimator.of(new Advantages(RewardScale.STANDARDIZED, new Constant(0), false));
    assertThat(live.advantages(new double[] {1, 3, 5}))
        .containsExactly(new double[] {0, 1, 2 / Math.sqrt(8.0 / 3)}, TINY);
  }

  @Test
  void normalizesTheBatch() {
    AdvantageEstimator live =
        AdvantageEstimator.of(new Advantages(RewardScale.RAW, new Constant(3), true));
    assertThat(live.advantages(new double[] {1, 3})).containsExactly(-1, 1);
    assertThat(live.advantages(new double[] {4, 4})).containsExactly(0, 0);
  }

  @Test
  void refusesImpossibleWeights() {
    assertThatThrownBy(() -> new MovingAverage(1, Start.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1.0]");
  }
}
