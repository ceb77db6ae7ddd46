package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.MonasReward.Scaled;

class MonasRewardTest {

  private static final Metric ENERGY = Metric.minimized("energy");
  private static final Metric POWER = Metric.minimized("power");

  private final Scaled energy = new Scaled(ENERGY, 20, 60);

  private static Evaluation network(double accuracy, double joules) {
    return Figures.of(Metric.VALIDATION_ACCURACY, accuracy, ENERGY, joules);
  }

  @Test
  void mixesAccuracyAndScaledEnergy() {
    assertThat(MonasReward.mixed(.75, energy).reward(network(.8, 30)))
        .isCloseTo(.75 * .8 - .25 * .25, within(1e-15));
    assertThat(MonasReward.mixed(1, energy).reward(network(.8, 30))).isEqualTo(.8);
    assertThat(MonasReward.mixed(0, energy).reward(network(.8, 30))).isEqualTo(-.25);
  }

  @Test
  void energyOutsideTheRangeCountsAsItsEnd() {
    assertThat(MonasReward.mixed(0, energy).reward(network(.8, 10))).isZero();
    assertThat(MonasReward.mixed(0, energy).reward(network(.8, 1e9))).isEqualTo(-1);
  }

  @Test
  void isAccuracyBelowTheLimitOnly() {
    MonasReward power = MonasReward.below(POWER, 70);
    for (double[] each : new double[][] {{69.9, .8}, {70, 0}, {70.1, 0}}) {
      assertThat(power.reward(Figures.of(Metric.VALIDATION_ACCURACY, .8, POWER, each[0])))
          .isEqualTo(each[1]);
    }
    MonasReward macs = MonasReward.macsBelow(1e6);
    for (double[] each : new double[][] {{999_999, .8}, {1e6, 0}, {2e6, 0}}) {
      assertThat(macs.reward(Figures.of(Metric.VALIDATION_ACCURACY, .8, Metric.MACS, each[0])))
          .isEqualTo(each[1]);
    }
  }

  @Test
  void isSavedEnergyAboveTheLimitOfAccuracyOnly() {
    MonasReward accurate = MonasReward.accuracyAbove(.7, energy);
    assertThat(accurate.reward(network(.69, 30))).isZero();
    assertThat(accurate.reward(network(.7, 30))).isZero();
    assertThat(accurate.reward(network(.71, 30))).isEqualTo(.75);
  }

  @Test
  void tellsItsSettings() {
    assertThat(MonasReward.mixed(.5, energy).settings())
        .containsOnlyKeys("accuracy", "alpha", "energy")
        .containsEntry("alpha", "0.5");
    assertThat(MonasReward.macsBelow(7).settings())
        .containsOnlyKeys("accuracy", "resource", "limit")
        .containsEntry("limit", "7.0");
    assertThat(MonasReward.accuracyAbove(.7, energy).settings())
        .containsOnlyKeys("accuracy", "limit", "energy");
    assertThat(MonasReward.mixed(.5, energy))
        .isEqualTo(MonasReward.mixed(.5, new Scaled(ENERGY, 20, 60)));
  }

  @Test
  void refusesWhatIsNoFractionNoRangeNoNumber() {
    MonasReward mixed = MonasReward.mixed(.5, energy);
    assertThatThrownBy(() -> mixed.reward(network(80, 30))).hasMessageContaining("[80.0]");
    assertThatThrownBy(() -> mixed.reward(network(.8, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[energy]");
    assertThatThrownBy(() -> new Scaled(ENERGY, 60, 20))
        .hasMessageContaining("from [60.0] to [20.0]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> MonasReward.mixed(1.1, energy)).hasMessageContaining("α");
    assertThatThrownBy(() -> MonasReward.below(POWER, 0)).hasMessageContaining("[power]");
    assertThatThrownBy(() -> mixed.reward(new Evaluation(Map.of(ENERGY, 1.0), Map.of())))
        .hasMessageContaining("[validationAccuracy]");
  }
}
