package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nas4j.objective.Limit.atLeast;
import static org.nas4j.objective.Limit.atMost;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

class RenaRewardTest {

  private static final Constraint SMALL = new Constraint(Metric.PARAMETERS, atMost(1000));
  private static final Constraint INTENSE =
      new Constraint(Resources.COMPUTE_INTENSITY, atLeast(100));

  private final RenaReward reward =
      RenaReward.builder().constraint(SMALL).constraint(INTENSE).build();

  private static Evaluation network(double accuracy, double parameters, double intensity) {
    return new Evaluation(
        Map.of(
            Metric.VALIDATION_ACCURACY, accuracy,
            Metric.PARAMETERS, parameters,
            Resources.COMPUTE_INTENSITY, intensity),
        Map.of());
  }

  @Test
  void isThePerformanceTimesThePenaltiesOfAllViolations() {
    assertThat(reward.reward(network(.8, 2000, 100))).isCloseTo(.4, within(1e-15));
    assertThat(reward.reward(network(.8, 1000, 50))).isCloseTo(.4, within(1e-15));
    assertThat(reward.reward(network(.8, 3000, 50))).isCloseTo(.1, within(1e-15));
    RenaReward softer = reward.toBuilder().penalty(.81).finalPenalty(.81).build();
    assertThat(softer.reward(network(.8, 1500, 100))).isCloseTo(.72, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(RenaReward.Form.class)
  void isAtMostThePerformanceAndEqualOnlyIfAllIsKept(RenaReward.Form form) {
    RenaReward each = reward.toBuilder().form(form).build();
    for (double parameters = 800; parameters < 1300; parameters += 50) {
      for (double intensity = 80; intensity < 120; intensity += 4) {
        double value = each.reward(network(.8, parameters, intensity));
        if (parameters <= 1000 && intensity >= 100) {
          assertThat(value).isEqualTo(.8);
        } else {
          assertThat(value).isLessThan(.8);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RenaReward.Form.class)
  void fallsWithEachViolation(RenaReward.Form form) {
    RenaReward each = reward.toBuilder().form(form).build();
    for (double beyond = 0; beyond < 2; beyond += .1) {
      assertThat(each.reward(network(.8, 1000 * (1.1 + beyond), 100)))
          .isLessThan(each.reward(network(.8, 1000 * (1 + beyond), 100)));
      assertThat(each.reward(network(.8, 1000, 100 / (1.1 + beyond))))
          .isLessThan(each.reward(network(.8, 1000, 100 / (1 + beyond))));
    }
  }

  @Test
  void penaltyOfZeroIsHardLimitAndOfOneNone() {
    RenaReward hard = reward.toBuilder().finalPenalty(0).penalty(0).build();
    assertThat(hard.reward(network(.8, 1000, 100))).isEqualTo(.8);
    assertThat(hard.reward(network(.8, 1000.001, 100))).isZero();
    RenaReward none = reward.toBuilder().penalty(1).finalPenalty(1).build();
    assertThat(none.reward(network(.8, 9000, 0))).isEqualTo(.8);
    assertThat(reward.reward(network(.8, 1000, 0))).isZero();
  }

  @Test
  void hingeTakesOffTheWeightedSum() {
    RenaReward hinge =
        reward.toBuilder().form(RenaReward.Form.HINGE).weight(.25).build();
    assertThat(hinge.reward(network(.8, 2000, 50))).isCloseTo(.3, within(1e-15));
  }

  @Test
  void penaltyIsTightenedOnTheWay() {
    RenaReward tightened = reward.toBuilder().penalty(.8).finalPenalty(0).build();
    Evaluation twice = network(.8, 2000, 100);
    assertThat(tightened.reward(twice)).isCloseTo(.64, within(1e-15));
    assertThat(tightened.at(0)).isEqualTo(tightened);
    assertThat(tightened.at(.5).reward(twice)).isCloseTo(.32, within(1e-15));
    assertThat(tightened.at(1).reward(twice)).isZero();
    assertThatThrownBy(() -> tightened.at(1.5)).hasMessageContaining("progress of the search");
    assertThatThrownBy(() -> RenaReward.builder().penalty(.2).finalPenalty(.3).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[0.3] is above the first [0.2]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesWhatWouldTurnThePenaltyRound() {
    assertThatThrownBy(() -> reward.reward(network(-.1, 2000, 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-0.1]");
    assertThatThrownBy(() -> RenaReward.builder().performance(Metric.VALIDATION_LOSS))
        .hasMessageContaining("[validationLoss]");
    assertThatThrownBy(() -> RenaReward.builder().penalty(1.1)).hasMessageContaining("penalty");
    assertThatThrownBy(() -> reward.reward(network(.8, Double.NaN, 100)))
        .hasMessageContaining("[NaN]");
  }
}
