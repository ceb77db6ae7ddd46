package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.internal.math.Parameter;

class CurveNetworkTest {

  private static final double STEP = 1e-6;

  private final SplittableRandom random = new SplittableRandom(1);

  private double[] drawn(int size, double least) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> random.nextDouble(least, 1));
    return values;
  }

  private static BayesianCurveSettings settings(boolean curveLayer, boolean varianceHead) {
    return new BayesianCurveSettings(
        6, curveLayer, varianceHead, 0.7, 20, 10, 5, 20, 4, 0.01, 0.05, 2);
  }

  @ParameterizedTest
  @EnumSource
  void slopesOfCurvesAreThoseOfFiniteDifferences(BasisCurve curve) {
    for (int draw = 0; draw < 20; draw++) {
      double[] theta = drawn(curve.parameters(), 0.02);
      double t = random.nextDouble(0.02, 1);
      double[] slopes = new double[theta.length];
      double[] ignored = new double[theta.length];
      curve.value(t, theta, 0, slopes);
      for (int i = 0; i < theta.length; i++) {
        double kept = theta[i];
        theta[i] = kept + STEP;
        double above = curve.value(t, theta, 0, ignored);
        theta[i] = kept - STEP;
        double under = curve.value(t, theta, 0, ignored);
        theta[i] = kept;
        assertThat(slopes[i]).isCloseTo((above - under) / (2 * STEP), within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void curvesEndAtZero(BasisCurve curve) {
    double[] theta = drawn(curve.parameters(), 0);
    double[] slopes = new double[theta.length];
    assertThat(curve.value(1, theta, 0, slopes)).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(slopes).map(Math::abs).max().orElseThrow())
        .isCloseTo(0, within(1e-12));
  }

  /** Vapour pressure may turn; the others rise for all parameters. */
  @ParameterizedTest
  @EnumSource(names = "VAPOR_PRESSURE", mode = EnumSource.Mode.EXCLUDE)
  void curvesRise(BasisCurve curve) {
    double[] theta = drawn(curve.parameters(), 0.05);
    double[] slopes = new double[theta.length];
    for (double t = 0.1; t < 1; t += 0.1) {
      assertThat(curve.value(t, theta, 0, slopes))
          .isLessThan(curve.value(t + 0.1, theta, 0, slopes));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void gradientsAreThoseOfFiniteDifferences(boolean curveLayer, boolean varianceHead) {
    CurveNetwork network = new CurveNetwork(3, settings(curveLayer, varianceHead), random);
    TimedValue point = new TimedValue(new double[] {0.3, -1.2, 0.8}, 0.35, 0.6);
    network.addGradient(point, 2.5);
    network.addPriorGradient();
    double largest = 0;
    for (Parameter parameter : network.parameters()) {
      for (int i = 0; i < parameter.value().length; i++) {
        double kept = parameter.value()[i];
        parameter.change()[i] = kept + STEP;
        double above = 2.5 * network.energy(point) + network.priorEnergy();
        parameter.change()[i] = kept - STEP;
        double under = 2.5 * network.energy(point) + network.priorEnergy();
        parameter.change()[i] = kept;
        double expected = (above - under) / (2 * STEP);
        assertThat(parameter.gradient()[i])
            .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
        largest = Math.max(largest, Math.abs(expected));
      }
    }
    assertThat(largest).isGreaterThan(1);
  }

  /** Specification, 12.4, for weights of any size. */
  @Test
  void curvesEndBetweenZeroAndOne() {
    for (double scale : new double[] {0.1, 1, 100}) {
      CurveLayer layer = new CurveLayer(5, random);
      layer.parameters().forEach(parameter -> {
        double[] value = parameter.change();
        Arrays.setAll(value, i -> scale * random.nextGaussian());
      });
      double[] hidden = {1, -1, 0.5, 0.2, -0.3};
      double value = layer.forward(hidden, 1);
      assertThat(layer.end()).isGreaterThan(0).isLessThan(1);
      assertThat(value).isCloseTo(layer.end(), within(1e-12));
      assertThat(layer.forward(hidden, 0.01)).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aVarianceOfItsOwnDependsOnTheFeatures(boolean varianceHead) {
    CurveNetwork network = new CurveNetwork(1, settings(true, varianceHead), random);
    network.value(new double[] {0.4}, 0.5);
    double one = network.deviation(0.5);
    network.value(new double[] {-2}, 0.5);
    assertThat(network.deviation(0.5) == one).isEqualTo(!varianceHead);
  }

  @Test
  void snapshotsAreCopies() {
    CurveNetwork network = new CurveNetwork(1, settings(true, true), random);
    double[] row = {0.4};
    double before = network.value(row, 0.5);
    double[][] snapshot = network.snapshot();
    network.parameters().get(0).change()[0] += 1;
    assertThat(network.value(row, 0.5)).isNotEqualTo(before);
    network.set(snapshot);
    assertThat(network.value(row, 0.5)).isEqualTo(before);
  }
}
