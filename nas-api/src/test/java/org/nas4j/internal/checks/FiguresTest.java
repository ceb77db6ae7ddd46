package org.nas4j.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatDivergedIsNeverGood(double figure) {
    assertThat(Figures.usable(figure)).isFalse();
    assertThat(Figures.usable(new float[] {0, (float) figure})).isFalse();
    assertThat(Figures.asScore(figure)).isLessThan(-Double.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e300, Double.MIN_VALUE})
  void otherFiguresStayAsTheyAre(double figure) {
    assertThat(Figures.usable(figure)).isTrue();
    assertThat(Figures.usable(new float[] {(float) (figure / 1e300)})).isTrue();
    assertThat(Figures.asScore(figure)).isEqualTo(figure);
    assertThat(Figures.asShare(figure)).isEqualTo(figure);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN})
  void nothingOfNothingIsNothing(double spent) {
    assertThat(Figures.asShare(spent)).isZero();
    assertThat(Figures.asShare(Double.POSITIVE_INFINITY)).isInfinite();
  }
}
