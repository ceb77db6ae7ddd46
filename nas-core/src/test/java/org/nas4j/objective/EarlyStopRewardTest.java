package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.EarlyStopReward.Unit;
import org.nas4j.search.StopRule;
import org.nas4j.testkit.ToySpaces;

/**
 * BlockQNN's early-stop reward (Zhong et al. 2018, section 3.3): of equally accurate blocks the
 * lighter earns more.
 */
class EarlyStopRewardTest {

  private static final Metric PERCENT = Metric.maximized("percent");

  private static Evaluation figures(double accuracy, double macs, double density) {
    return new Evaluation(
        Map.of(
            Metric.VALIDATION_ACCURACY,
            accuracy,
            PERCENT,
            100 * accuracy,
            Metric.MACS,
            macs,
            EarlyStopReward.DENSITY,
            density),
        Map.of());
  }

  @Test
  void takesOffThePublishedPenalties() {
    EarlyStopReward reward = EarlyStopReward.blockQnn(1e6);
    assertThat(reward.reward(figures(.7, 1e6, 1))).isCloseTo(.7, within(1e-12));
    assertThat(reward.reward(figures(.7, 1e6 * Math.E, Math.E))).isCloseTo(.61, within(1e-12));
    EarlyStopReward binary = EarlyStopReward.builder(1e6).mu(2).rho(3).base(2).build();
    assertThat(binary.reward(figures(.7, 4e6, .5))).isCloseTo(.69, within(1e-12));
  }

  @Test
  void fallsAsFlopsOrDensityRise() {
    EarlyStopReward reward = EarlyStopReward.blockQnn(1e6);
    for (double factor = 1e-3; factor < 1e3; factor *= 2) {
      double before = reward.reward(figures(.7, 1e6 * factor, 1));
      assertThat(reward.reward(figures(.7, 2e6 * factor, 1))).isLessThan(before);
      before = reward.reward(figures(.7, 1e6, factor));
      assertThat(reward.reward(figures(.7, 1e6, 2 * factor))).isLessThan(before);
    }
  }

  @Test
  void countsPercentAndFractionAlike() {
    EarlyStopReward percent =
        EarlyStopReward.builder(1e6).accuracy(PERCENT).unit(Unit.PERCENT).build();
    assertThat(percent.reward(figures(.64, 3e6, 1.2)))
        .isCloseTo(EarlyStopReward.blockQnn(1e6).reward(figures(.64, 3e6, 1.2)), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .5, 1, 101})
  void refusesWhatIsNoPercentage(double accuracy) {
    EarlyStopReward percent = EarlyStopReward.builder(1e6).unit(Unit.PERCENT).build();
    assertThatThrownBy(() -> percent.reward(figures(accuracy, 1e6, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[" + accuracy + "], which is no percent")
        .hasMessageContaining("Maybe the metric is stated in the other unit");
  }

  @Test
  void refusesWhatIsNoFraction() {
    assertThatThrownBy(() -> EarlyStopReward.blockQnn(1e6).reward(figures(70, 1e6, 1)))
        .hasMessageContaining("[70.0], which is no fraction");
  }

  @Test
  void refusesLogarithmsOfNothing() {
    assertThatThrownBy(() -> EarlyStopReward.blockQnn(1e6).reward(figures(.7, 0, 1)))
        .hasMessageContaining("[macs] above 0, but got [0.0]");
    assertThatThrownBy(() -> EarlyStopReward.blockQnn(1e6).reward(figures(.7, 1e6, 0)))
        .hasMessageContaining("[density]");
  }

  @Test
  void refusesSettingsOutOfTheirRange() {
    assertThatThrownBy(() -> EarlyStopReward.blockQnn(0)).hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> EarlyStopReward.builder(1e6).mu(-1)).hasMessageContaining("μ");
    assertThatThrownBy(() -> EarlyStopReward.builder(1e6).base(1)).hasMessageContaining("base");
  }

  @Test
  void addedFigureReachesTheReward() {
    SearchResult<?> result = NasSearch.builder(ToySpaces.grid(3, 4))
        .evaluator(new AddedFigure<>(
            (candidate, context) -> figures(.7, 1e6, 1),
            EarlyStopReward.DENSITY,
            candidate -> 1 + candidate.genotype().genes().get(0).option()))
        .reward(EarlyStopReward.blockQnn(1e6))
        .stopAfter(StopRule.trials(20))
        .run();
    assertThat(result.best().orElseThrow().reward()).isCloseTo(.7, within(1e-12));
    assertThat(result.trials())
        .filteredOn(trial -> trial.genotype().genes().get(0).option() == 3)
        .isNotEmpty()
        .allSatisfy(trial -> assertThat(trial.outcome().reward().orElseThrow())
            .isCloseTo(.7 - .08 * Math.log(4), within(1e-12)));
  }
}
