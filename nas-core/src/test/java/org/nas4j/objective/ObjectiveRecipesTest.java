package org.nas4j.objective;

import static org.nas4j.testkit.RecipeAssert.assertThatSettingsAreWhole;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Metric;

class ObjectiveRecipesTest {

  @Test
  void mnasNetRewardTellsAllSettings() {
    assertThatSettingsAreWhole(
        MnasNetReward.hard(0.005),
        Map.of(
            "accuracy",
            Metric.maximized("other"),
            "latency",
            Metric.MACS,
            "alpha",
            -0.5,
            "beta",
            -0.3),
        "target");
  }

  @Test
  void renaRewardTellsAllSettings() {
    assertThatSettingsAreWhole(
        RenaReward.builder().penalty(0.6).finalPenalty(0.2).build(),
        Map.of(
            "performance",
            Metric.maximized("other"),
            "form",
            RenaReward.Form.HINGE,
            "penalty",
            0.7,
            "finalPenalty",
            0.1,
            "weight",
            2.0,
            "constraint",
            new Constraint(Metric.MACS, Limit.atMost(9))));
  }
}
