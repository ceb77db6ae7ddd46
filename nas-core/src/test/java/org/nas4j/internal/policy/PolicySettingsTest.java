package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.BatchMean;
import org.nas4j.policy.Baseline.Constant;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.OptionPrior;
import org.nas4j.policy.Recency;
import org.nas4j.policy.RejectedReward;
import org.nas4j.policy.RewardScale;

/**
 * What recipes of a policy's parts refuse, what they say of themselves, and what they make of a
 * reward.
 */
class PolicySettingsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesPoliciesWithoutLayersOrUnits(int count) {
    assertThatThrownBy(() -> LstmSettings.of(count, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of layers must be at least [1], but is [" + count + "].");
    assertThatThrownBy(() -> LstmSettings.of(2, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of units must be at least [1], but is [" + count + "].");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN})
  void refusesNumbersThatMustBePositive(double value) {
    LstmSettings.Builder settings = LstmSettings.builder();
    assertThatThrownBy(() -> settings.range(value).build())
        .hasMessage("The initial range must be above 0 and finite, but is [" + value + "].");
    settings.range(1);
    assertThatThrownBy(() -> settings.temperature(value).build())
        .hasMessage("The temperature must be above 0 and finite, but is [" + value + "].");
    settings.temperature(1);
    assertThatThrownBy(() -> settings.tanhConstant(value).build())
        .hasMessage("The tanh constant must be above 0, but is [" + value + "].");
  }

  @Test
  void refusesPriorsThatAreNone() {
    assertThatThrownBy(() -> new OptionPrior("x", 0, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The share of the tanh constant must be above 0 and finite, but is [0.0].");
    assertThatThrownBy(() -> new OptionPrior("x", 1, List.of(1.0, Double.NaN), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Biases must be finite, but are [1.0, NaN].");
    assertThatThrownBy(() -> new Recency(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The divisor must be above 0 and finite, but is [0.0].");
    assertThatThrownBy(() -> new Recency(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The offset must be above 0 and finite, but is [-1.0].");
  }

  /** What is not set does not show, so that journals that know nothing of it go on. */
  @Test
  void leaningsShowOnlyWhereTheyAreSet() {
    assertThat(Settings.of(LstmSettings.ENAS))
        .containsOnlyKeys("lstm", "initialRange", "temperature", "tanhConstant", "links");
    LstmSettings leaning = LstmSettings.ENAS.toBuilder()
        .recency(Recency.ENAS)
        .optionPrior(OptionPrior.ENAS_MICRO)
        .blankInputs(true)
        .build();
    assertThat(Settings.of(leaning)).containsKeys("recency", "optionPrior", "blankInputs");
    assertThat(leaning.toBuilder().build()).isEqualTo(leaning);
  }

  @Test
  void rawAdvantagesAreRewardsLessTheBaseline() {
    assertThat(Advantages.raw(new BatchMean(true)))
        .isEqualTo(new Advantages(RewardScale.RAW, new BatchMean(true), false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsOfLinkPriors(double weight) {
    assertThatThrownBy(() -> new LinkPrior(weight, 0.4, LinkPrior.Mode.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The weight of a link prior must be at least 0 and finite, but is [" + weight + "].");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void refusesRatesThatAreNone(double rate) {
    assertThatThrownBy(() -> new LinkPrior(1, rate, LinkPrior.Mode.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The rate of links must be in (0, 1), but is [" + rate + "].");
  }

  /**
   * The divergence from a rate is 0 where links are as frequent as that, and rises by its slope.
   */
  @ParameterizedTest
  @EnumSource
  void priorsAreContentAtTheirRate(LinkScoring links) {
    LinkPrior prior = new LinkPrior(0.5, 0.25, LinkPrior.Mode.EXACT);
    double logit = Math.log(1 / 3.0) / (links == LinkScoring.SIGMOID ? 1 : 2);
    assertThat(Logits.divergence(logit, links, prior)).isCloseTo(0, within(1e-15));
    assertThat(Logits.divergenceSlope(logit, links, prior)).isCloseTo(0, within(1e-15));
    for (double off : new double[] {-1.5, 0, 2}) {
      double rise =
          Logits.divergence(off + 1e-6, links, prior) - Logits.divergence(off - 1e-6, links, prior);
      assertThat(Logits.divergenceSlope(off, links, prior)).isCloseTo(rise / 2e-6, within(1e-8));
      assertThat(Logits.divergence(off, links, prior)).isPositive();
    }
    assertThat(prior.times(3)).isEqualTo(new LinkPrior(1.5, 0.25, LinkPrior.Mode.EXACT));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesWeightsOfMovingAverages(double weight) {
    assertThatThrownBy(() -> new MovingAverage(weight, Baseline.Start.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The weight of a moving average must be at least 0 and below 1, but is [" + weight
                + "].");
  }

  @Test
  void averagesOfWeightZeroAreTheLatestReward() {
    assertThat(AdvantageEstimator.of(new MovingAverage(0, Baseline.Start.FIRST_REWARD))
            .advantages(new double[] {1, 3, 2}))
        .containsExactly(0, 2, -1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, -0.1", "1, 1, NaN", "1, 1, Infinity"})
  void refusesImitationOfNothing(int best, int each, double weight) {
    assertThatThrownBy(() -> new Imitation(best, each, weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got [" + best + "], [" + each + "] and [" + weight + "].");
  }

  @Test
  void rejectedCandidatesEarnByTheRule() {
    assertThat(RejectedReward.SKIP.reward(0.5)).isEqualTo(OptionalDouble.empty());
    assertThat(RejectedReward.WORST.reward(0.5)).isEqualTo(OptionalDouble.of(0.5));
    assertThat(RejectedReward.WORST.reward(Double.POSITIVE_INFINITY)).isEmpty();
    assertThat(RejectedReward.of(-2).reward(0.5)).isEqualTo(OptionalDouble.of(-2));
    for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> RejectedReward.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be finite, but is [" + wrong + "]");
    }
  }

  /** Each reward's rank among all so far, counted anew: more of them than the first room holds. */
  @Test
  void ranksHundredsOfRewards() {
    AdvantageEstimator live =
        AdvantageEstimator.of(new Advantages(RewardScale.RANKED, new Constant(0), false));
    SplittableRandom random = new SplittableRandom(1);
    List<Double> earlier = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double reward = random.nextInt(40) / 8.0;
      earlier.add(reward);
      long less = earlier.stream().filter(each -> each < reward).count();
      long same = earlier.stream().filter(each -> each == reward).count();
      double expected = 2 * (less + same / 2.0) / earlier.size() - 1;
      assertThat(live.advantages(new double[] {reward})[0]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void equalRewardsHaveNoSpread() {
    AdvantageEstimator live =
        AdvantageEstimator.of(new Advantages(RewardScale.STANDARDIZED, new Constant(0), false));
    assertThat(live.advantages(new double[] {4, 4, 4})).containsExactly(0, 0, 0);
  }
}
