package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurveFamilyTest {

  private static final int STEPS = 40;

  private static double value(CurveFamily family, double step, double... parameters) {
    return family.value(step, Math.log(step), parameters, 0);
  }

  /** By hand from the published formulas, at a step where no term vanishes. */
  @Test
  void followsThePublishedFormulas() {
    double x = 7;
    double e = Math.E;
    same(value(CurveFamily.VAPOR_PRESSURE, x, -1, -2, 0.1), Math.exp(-1 - 2 / x) * Math.pow(x, .1));
    same(value(CurveFamily.POW3, x, 0.8, 0.5, 0.3), 0.8 - 0.5 * Math.pow(x, -0.3));
    same(value(CurveFamily.LOG_LOG_LINEAR, x, 0.4, 1.2), Math.log(0.4 * Math.log(x) + 1.2));
    same(
        value(CurveFamily.HILL3, x, 0.8, 0.6, 2.5),
        0.8 * Math.pow(x, 0.6) / (Math.pow(2.5, 0.6) + Math.pow(x, 0.6)));
    same(
        value(CurveFamily.LOG_POWER, x, 0.8, 3, -0.5),
        0.8 / (1 + Math.pow(x / Math.pow(e, 3), -0.5)));
    same(value(CurveFamily.POW4, x, 0.9, 2, 3, 0.4), 0.9 - Math.pow(2 * x + 3, -0.4));
    same(value(CurveFamily.MMF, x, 0.8, 0.2, 0.3, 1.5), 0.8 - 0.6 / (1 + Math.pow(0.3 * x, 1.5)));
    same(
        value(CurveFamily.EXP4, x, 0.8, 0.7, -0.5, 0.4),
        0.8 - Math.exp(-0.7 * Math.pow(x, 0.4) - 0.5));
    same(
        value(CurveFamily.JANOSCHEK, x, 0.8, 0.1, 0.3, 0.5),
        0.8 - 0.7 * Math.exp(-0.3 * Math.pow(x, 0.5)));
    same(
        value(CurveFamily.WEIBULL, x, 0.8, 0.1, 0.2, 0.7),
        0.8 - 0.7 * Math.exp(-Math.pow(0.2 * x, 0.7)));
    same(value(CurveFamily.ILOG2, x, 0.8, 0.4), 0.8 - 0.4 / Math.log(x + 1));
  }

  private static void same(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-12));
  }

  /**
   * From the default start, on parameters that are a fifth away from it (specification, 10.7.1).
   */
  @ParameterizedTest
  @EnumSource
  void recoversItsOwnCurve(CurveFamily family) {
    double[] truth = family.start();
    for (int i = 0; i < truth.length; i++) {
      truth[i] *= i % 2 == 0 ? 1.2 : 0.8;
    }
    List<Double> values = new ArrayList<>();
    IntStream.rangeClosed(1, STEPS).forEach(step -> values.add(value(family, step, truth)));
    double mean = values.stream().mapToDouble(each -> each).average().orElseThrow();
    double spread = values.stream()
        .mapToDouble(each -> (each - mean) * (each - mean))
        .average()
        .orElseThrow();
    CurvePoints points = CurvePoints.all(LearningCurve.of(values));
    FamilyFit fit = FamilyFit.of(family, points).orElseThrow();
    assertThat(1 - fit.error() / spread).isGreaterThan(0.999);
    assertThat(fit.at(STEPS)).isCloseTo(values.get(STEPS - 1), within(0.01));
  }

  @Test
  void hasNoValueWhereItsLogarithmHasNone() {
    assertThat(value(CurveFamily.LOG_LOG_LINEAR, 3, -5, 1)).isNaN();
  }

  @Test
  void cutsTheBeginningOffUntilTheCurveHasRisen() {
    List<Double> values = List.of(0.1, 0.1, 0.2, 0.12, 0.2, 0.3, 0.3, 0.3, 0.4);
    CurvePoints points = CurvePoints.risen(LearningCurve.of(values));
    assertThat(points.step(0)).as("the first of five above 0.15").isEqualTo(5);
    assertThat(points.value(0)).isEqualTo(0.2);
    assertThat(points.size()).isEqualTo(5);
    assertThat(CurvePoints.risen(LearningCurve.of(values.subList(0, 4))).size())
        .as("has not risen yet")
        .isEqualTo(4);
  }
}
