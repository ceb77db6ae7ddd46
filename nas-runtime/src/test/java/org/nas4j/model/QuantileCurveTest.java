package org.nas4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Straight between its points, level beyond them. */
class QuantileCurveTest {

  private static final QuantileCurve CURVE =
      new QuantileCurve(List.of(1.0, 3.0, 1_000.0), List.of(-2.0, 0.0, 2.0));

  @Test
  void isStraightBetweenItsPointsAndLevelBeyondThem() {
    assertThat(List.of(1.0, 1.5, 3.0, 501.5, 1_000.0))
        .extracting(CURVE::at)
        .containsExactly(-2.0, -1.5, 0.0, 1.0, 2.0);
    assertThat(CURVE.at(-1e30)).isEqualTo(-2.0);
    assertThat(CURVE.at(1e30)).isEqualTo(2.0);
  }

  /** What fills a gap is a number like others; the flag is none. */
  @Test
  void aColumnHasTheScoresInsteadOfTheNumbers() {
    TableColumns columns =
        new TableColumns(List.of(new Column.Numbers("a", 3, true, false, Optional.of(CURVE))));
    assertThat(columns.encode(Map.of("a", "1.5"))).containsExactly(-1.5f, 0);
    assertThat(columns.encode(Map.of("a", "?"))).containsExactly(0, 1);
  }

  @Test
  void refusesPointsThatMakeNoCurve() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuantileCurve(List.of(1.0), List.of(1.0)))
        .withMessageContaining("two points at least");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuantileCurve(List.of(1.0, 2.0), List.of(1.0)))
        .withMessageContaining("[2] values and [1] scores");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuantileCurve(List.of(1.0, 1.0), List.of(1.0, 2.0)))
        .withMessageContaining("values of a curve must be finite and rise")
        .withMessageContaining("[1.0] after [1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuantileCurve(List.of(1.0, 2.0), List.of(Double.NaN, 2.0)))
        .withMessageContaining("number [0] of them is [NaN].");
  }
}
