package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.objective.Limit.atLeast;
import static org.nas4j.objective.Limit.atMost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

class ObjectivesTest {

  private static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;
  private static final Metric LATENCY = Metric.LATENCY_SECONDS;

  @Test
  void lessIsBetterOfEachLoss() {
    Evaluation figures = Figures.of(ACCURACY, 0.9, LATENCY, 0.005);
    assertThat(Objectives.of(ACCURACY, LATENCY).losses(figures)).containsExactly(-0.9, 0.005);
    assertThat(Objectives.of(Objective.minimized(ACCURACY), Objective.maximized(LATENCY))
            .losses(figures))
        .containsExactly(0.9, -0.005);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesFiguresThatAreNoNumbers(double value) {
    assertThatThrownBy(() ->
            Objectives.of(ACCURACY, LATENCY).losses(Figures.of(ACCURACY, 0.9, LATENCY, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[latencySeconds] is [" + value + "]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesNoneAndTwoOfOneMetric() {
    assertThatThrownBy(() -> Objectives.of(new Metric[0])).hasMessageContaining("[]");
    assertThatThrownBy(() -> Objectives.of(Objective.of(LATENCY), Objective.maximized(LATENCY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[minimize latencySeconds, maximize latencySeconds]");
  }

  @Test
  void limitIsKeptByItself() {
    assertThat(atMost(4).isKeptBy(4)).isTrue();
    assertThat(atMost(4).isKeptBy(Math.nextUp(4.0))).isFalse();
    assertThat(atLeast(4).isKeptBy(4)).isTrue();
    assertThat(atLeast(4).isKeptBy(Math.nextDown(4.0))).isFalse();
    assertThat(atMost(4).isKeptBy(Double.NaN)).isFalse();
    assertThat(atLeast(4).isKeptBy(Double.NaN)).isFalse();
  }

  @Test
  void violationIsTheShareBeyondTheLimit() {
    assertThat(atMost(4).violation(6)).isEqualTo(0.5);
    assertThat(atMost(4).violation(4)).isZero();
    assertThat(atMost(4).violation(-1)).isZero();
    assertThat(atLeast(4).violation(2)).isEqualTo(1);
    assertThat(atLeast(4).violation(9)).isZero();
    assertThat(atLeast(4).violation(0)).isInfinite();
    assertThatThrownBy(() -> atMost(4).violation(Double.NaN)).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> atMost(0)).hasMessageContaining("limit").hasMessageContaining("[0.0]");
  }

  @Test
  void constraintMayBeRelativeToNetworkOfReference() {
    Constraint half =
        new Constraint(LATENCY, atMost(0.5)).relativeTo(Figures.of(ACCURACY, 0.9, LATENCY, 0.008));
    assertThat(half.isMet(Evaluation.of(LATENCY, 0.004))).isTrue();
    assertThat(half.isMet(Evaluation.of(LATENCY, 0.005))).isFalse();
    assertThat(half.violation(Evaluation.of(LATENCY, 0.005))).isEqualTo(0.25);
    assertThat(half).hasToString("latencySeconds at most 0.004");
    assertThatThrownBy(() -> half.isMet(Evaluation.of(ACCURACY, 1)))
        .hasMessageContaining("[latencySeconds]");
  }
}
