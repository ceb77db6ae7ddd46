package org.nas4j.internal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquashingTest {

  private static final double HALF_LN2 = Math.log(2) / 2;

  private final Squashing squashing = new Squashing();
  private final SplittableRandom random = new SplittableRandom(5);

  private void assertSameBits(double[] x) {
    double[] logistic = x.clone();
    squashing.sigmoid(logistic, 0, x.length);
    assertThat(logistic).containsExactly(map(x, Activations::sigmoid));
    double[] tangent = x.clone();
    squashing.tanh(tangent, 0, x.length);
    assertThat(tangent).containsExactly(map(x, Activations::tanh));
  }

  private static double[] map(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x).map(function).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-8, 1e-4, 0.1, 1, 5, 50, 400, 1e5})
  void givesTheBitsOfTheOrdinaryFunctions(double scale) {
    for (int i = 0; i < 20; i++) {
      assertSameBits(random.doubles(5_000).map(u -> (2 * u - 1) * scale).toArray());
    }
  }

  /** Where fdlibm goes from one multiple of ln 2 to the next: near its odd halves. */
  @Test
  void givesThemWhereTheMultipleChanges() {
    for (int half = -41; half <= 41; half += 2) {
      for (double width : new double[] {1e-15, 1e-10, 1e-6, 1e-5, 1e-3}) {
        double middle = half * HALF_LN2;
        double[] x = random.doubles(500).map(u -> middle + (2 * u - 1) * width).toArray();
        assertSameBits(x);
        assertSameBits(map(x, each -> each / 2));
      }
    }
  }

  @Test
  void givesThemAtTheEdges() {
    assertSameBits(new double[] {
      0,
      -0.0,
      Double.MIN_VALUE,
      0x1p-28,
      -0x1p-29,
      350,
      -350,
      700,
      -709.7,
      709.8,
      745,
      -746,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    });
  }

  @Test
  void leavesTheOthersAsTheyAre() {
    double[] x = {1, 2, 3, 4};
    squashing.tanh(x, 1, 3);
    assertThat(x).containsExactly(1, Activations.tanh(2), Activations.tanh(3), 4);
  }
}
