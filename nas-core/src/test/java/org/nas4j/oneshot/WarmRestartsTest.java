package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmRestartsTest {

  @ParameterizedTest
  @CsvSource({"-0.001, -0.01", "0.1, -0.1", "0.1, 0.2", "NaN, 0", "0.1, NaN", "Infinity, 0"})
  void refusesRatesThatDoNotFall(double greatest, double least) {
    assertThatThrownBy(() -> new WarmRestarts(greatest, least, 10, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got [" + greatest + "] and [" + least + "]");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "-1, 2", "10, 0", "10, -3"})
  void refusesCyclesThatDoNotLast(int firstCycle, int factor) {
    assertThatThrownBy(() -> new WarmRestarts(0.1, 0, firstCycle, factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "but got [" + firstCycle + "] epochs and the factor [" + factor + "]");
  }

  @Test
  void restsIfBothRatesAreOne() {
    WarmRestarts rate = new WarmRestarts(0.1, 0.1, 3, 2);
    for (double epochs : new double[] {0, 1.5, 3, 100}) {
      assertThat(rate.at(epochs)).isEqualTo(0.1);
    }
  }

  /** A third of the way along a cosine three quarters of the height are left. */
  @Test
  void fallsAlongACosineToNothing() {
    WarmRestarts rate = new WarmRestarts(0.8, 0, 3, 1);
    assertThat(rate.at(1)).isCloseTo(0.6, within(1e-15));
    assertThat(rate.at(2)).isCloseTo(0.2, within(1e-15));
    assertThat(rate.at(2.999_999)).isCloseTo(0, within(1e-12));
  }

  @Test
  void cyclesOfOneLengthRepeatThemselves() {
    WarmRestarts rate = new WarmRestarts(0.8, 0.2, 1, 1);
    for (int cycle = 0; cycle < 5; cycle++) {
      assertThat(rate.at(cycle)).isEqualTo(0.8);
      assertThat(rate.at(cycle + 0.5)).isCloseTo(0.5, within(1e-15));
    }
  }

  @Test
  void cyclesBecomeLongerByTheFactor() {
    WarmRestarts rate = new WarmRestarts(0.8, 0.2, 2, 3);
    for (double restart : new double[] {0, 2, 8, 26}) {
      assertThat(rate.at(restart)).isEqualTo(0.8);
    }
    for (double middle : new double[] {1, 5, 17}) {
      assertThat(rate.at(middle)).isCloseTo(0.5, within(1e-15));
    }
  }
}
