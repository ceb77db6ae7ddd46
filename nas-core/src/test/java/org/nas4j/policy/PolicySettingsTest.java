package org.nas4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.policy.Baseline.BatchMean;
import org.nas4j.policy.Baseline.Constant;
import org.nas4j.policy.Baseline.MovingAverage;

/** What recipes of a policy's parts refuse, what they say of themselves, and what they make of a reward. */
class PolicySettingsTest {

  @ParameterizedTest
  @CsvSource({"0, 5", "-1, 5", "2, 0", "2, -3"})
  void refusesPoliciesWithoutLayersOrUnits(int layers, int hidden) {
    assertThatThrownBy(() -> LstmSettings.of(layers, hidden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A policy needs layers and units, but got [" + layers + "] × [" + hidden + "].");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN})
  void refusesNumbersThatMustBePositive(double value) {
    LstmSettings settings = LstmSettings.of(1, 1);
    assertThatThrownBy(() -> settings.withRange(value))
        .hasMessage("The initial range must be above 0, but is [" + value + "].");
    assertThatThrownBy(() -> settings.withTemperature(value))
        .hasMessage("The temperature must be above 0, but is [" + value + "].");
    assertThatThrownBy(() -> settings.withTanhConstant(value))
        .hasMessage("The tanh constant must be above 0, but is [" + value + "].");
  }

  @Test
  void describesTheShape() {
    assertThat(LstmSettings.of(2, 5)
            .withRange(0.25)
            .withTemperature(3)
            .withTanhConstant(2.5)
            .withLinks(LinkScoring.TWO_CLASSES)
            .describe())
        .isEqualTo(Map.of(
            "lstm", "2x5",
            "initialRange", "0.25",
            "temperature", "3.0",
            "tanhConstant", "2.5",
            "links", "TWO_CLASSES"));
  }

  @Test
  void describesAdvantages() {
    assertThat(new Advantages(RewardScale.RANKED, new Constant(2), true).describe())
        .isEqualTo(Map.of(
            "rewardScale", "RANKED",
            "baseline", "Constant[value=2.0]",
            "normalizedAdvantages", "true"));
    assertThat(Advantages.raw(new BatchMean(true)))
        .isEqualTo(new Advantages(RewardScale.RAW, new BatchMean(true), false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsOfLinkPriors(double weight) {
    assertThatThrownBy(() -> new LinkPrior(weight, 0.4, LinkPrior.Mode.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The weight of a link prior must be at least 0, but is [" + weight + "].");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void refusesRatesThatAreNone(double rate) {
    assertThatThrownBy(() -> new LinkPrior(1, rate, LinkPrior.Mode.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The rate of links must be in (0, 1), but is [" + rate + "].");
  }

  /** The divergence from a rate is 0 where links are as frequent as that, and rises by its slope. */
  @ParameterizedTest
  @EnumSource
  void priorsAreContentAtTheirRate(LinkScoring links) {
    LinkPrior prior = new LinkPrior(0.5, 0.25, LinkPrior.Mode.EXACT);
    double logit = Math.log(1 / 3.0) / (links == LinkScoring.SIGMOID ? 1 : 2);
    assertThat(prior.divergence(logit, links)).isCloseTo(0, within(1e-15));
    assertThat(prior.slope(logit, links)).isCloseTo(0, within(1e-15));
    for (double off : new double[] {-1.5, 0, 2}) {
      double rise = prior.divergence(off + 1e-6, links) - prior.divergence(off - 1e-6, links);
      assertThat(prior.slope(off, links)).isCloseTo(rise / 2e-6, within(1e-8));
      assertThat(prior.divergence(off, links)).isPositive();
    }
    assertThat(prior.times(3)).isEqualTo(new LinkPrior(1.5, 0.25, LinkPrior.Mode.EXACT));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesWeightsOfMovingAverages(double weight) {
    assertThatThrownBy(() -> new MovingAverage(weight, Baseline.Start.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The weight of a moving average must be in [0, 1), but is [" + weight + "].");
  }

  @Test
  void averagesOfWeightZeroAreTheLatestReward() {
    assertThat(new MovingAverage(0, Baseline.Start.FIRST_REWARD)
            .open()
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
    Baseline.Live live = new Advantages(RewardScale.RANKED, new Constant(0), false).open();
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
    Baseline.Live live = new Advantages(RewardScale.STANDARDIZED, new Constant(0), false).open();
    assertThat(live.advantages(new double[] {4, 4, 4})).containsExactly(0, 0, 0);
  }
}
