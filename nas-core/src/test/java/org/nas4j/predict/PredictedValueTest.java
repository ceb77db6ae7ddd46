package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PredictedValueTest {

  @Test
  void isNormalWithOnePart() {
    PredictedValue value = PredictedValue.normal(0.7, 0.1);
    assertThat(value.mean()).isEqualTo(0.7);
    assertThat(value.deviation()).isCloseTo(0.1, within(1e-12));
    assertThat(value.probabilityAbove(0.8645)).isCloseTo(0.05, within(1e-4));
    assertThat(value.quantile(0.95)).isCloseTo(0.8645, within(1e-4));
    assertThat(value.quantile(0.5)).isCloseTo(0.7, within(1e-9));
  }

  /** Means 0 and 1 (variance 1/4), and the mean, not the sum, of the variances 0.01 and 0.03. */
  @Test
  void averagesVariancesOfItsParts() {
    PredictedValue value =
        PredictedValue.mixture(new double[] {0, 1}, new double[] {0.1, Math.sqrt(0.03)});
    assertThat(value.mean()).isEqualTo(0.5);
    assertThat(value.deviation()).isCloseTo(Math.sqrt(0.25 + 0.02), within(1e-12));
    assertThat(value.probabilityAbove(0.5)).isCloseTo(0.5, within(2e-3));
  }

  /** Halves of 0.1 below and 0.3 above, by integration of their density. */
  @Test
  void mayReachFurtherUpThanDown() {
    PredictedValue value = PredictedValue.twoPiece(0.7, 0.1, 0.3);
    assertThat(value.quantile(0.5)).isCloseTo(0.7, within(1e-9));
    assertThat(value.quantile(0.05)).isCloseTo(0.7 - 0.1645, within(1e-4));
    assertThat(value.quantile(0.95)).isCloseTo(0.7 + 3 * 0.1645, within(1e-4));
    assertThat(value.probabilityAbove(0.7 + 3 * 0.1645)).isCloseTo(0.05, within(1e-4));
    double mean = 0;
    double square = 0;
    double step = 1e-4;
    for (double x = 0.7 - 1; x < 0.7 + 3; x += step) {
      double mass = value.probabilityAbove(x) - value.probabilityAbove(x + step);
      mean += mass * (x + step / 2);
      square += mass * (x + step / 2) * (x + step / 2);
    }
    assertThat(value.mean()).isCloseTo(mean, within(1e-6));
    assertThat(value.deviation()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-5));
    PredictedValue even = PredictedValue.twoPiece(0.7, 0.1, 0.1);
    assertThat(even.mean()).isEqualTo(0.7);
    assertThat(even.deviation()).isEqualTo(PredictedValue.normal(0.7, 0.1).deviation());
  }

  @Test
  void isCertainWithoutDeviation() {
    PredictedValue value = PredictedValue.normal(0.7, 0);
    assertThat(value.probabilityAbove(0.69)).isEqualTo(1);
    assertThat(value.probabilityAbove(0.7)).isEqualTo(0);
    assertThat(value.quantile(0.1)).isEqualTo(0.7);
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> PredictedValue.normal(Double.NaN, 1)).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> PredictedValue.normal(0, -1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> PredictedValue.twoPiece(0, 1, -2)).hasMessageContaining("[-2.0]");
    assertThatThrownBy(() -> PredictedValue.normal(0, 1).quantile(95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[95.0]")
        .hasMessageContaining("Maybe");
  }
}
