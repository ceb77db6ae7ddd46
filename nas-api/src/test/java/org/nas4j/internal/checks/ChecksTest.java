package org.nas4j.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal(() -> Checks.atLeast(1, 2, "size"), "at least [2], but is [1]"),
        refusal(() -> Checks.positive(0, "size"), "at least [1], but is [0]"),
        refusal(() -> Checks.positive(0.0, "size"), "above 0 and finite, but is [0.0]"),
        refusal(() -> Checks.positive(Double.NaN, "size"), "above 0 and finite, but is [NaN]"),
        refusal(
            () -> Checks.positive(Double.POSITIVE_INFINITY, "size"),
            "above 0 and finite, but is [Infinity]"),
        refusal(() -> Checks.positiveOrInfinite(0, "size"), "above 0, but is [0.0]"),
        refusal(() -> Checks.positiveOrInfinite(Double.NaN, "size"), "above 0, but is [NaN]"),
        refusal(
            () -> Checks.notNegative(-1e-300, "size"), "at least 0 and finite, but is [-1.0E-300]"),
        refusal(
            () -> Checks.notNegative(Double.NaN, "size"), "at least 0 and finite, but is [NaN]"),
        refusal(() -> Checks.finite(Double.NaN, "size"), "finite, but is [NaN]"),
        refusal(
            () -> Checks.finite(Double.NEGATIVE_INFINITY, "size"), "finite, but is [-Infinity]"),
        refusal(() -> Checks.within(1.5, 0, 1, "size"), "from [0.0] to [1.0], but is [1.5]"),
        refusal(() -> Checks.within(Double.NaN, 0, 1, "size"), "from [0.0] to [1.0], but is [NaN]"),
        refusal(() -> Checks.fraction(1, "size"), "at least 0 and below 1, but is [1.0]"),
        refusal(() -> Checks.fraction(-0.5, "size"), "at least 0 and below 1, but is [-0.5]"),
        refusal(() -> Checks.positive(Duration.ZERO, "size"), "above zero, but is [PT0S]"),
        refusal(
            () -> Checks.positive(Duration.ofMillis(-1), "size"),
            "above zero, but is [PT-0.001S]"));
  }

  private static Arguments refusal(ThrowingCallable call, String text) {
    return Arguments.of(text, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesAndNamesTheValue(String text, ThrowingCallable call) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .withMessage("The size must be " + text + ".");
  }

  @Test
  void letsBoundsPass() {
    assertThat(Checks.atLeast(2, 2, "size")).isEqualTo(2);
    assertThat(Checks.positive(1, "size")).isEqualTo(1);
    assertThat(Checks.positive(Double.MIN_VALUE, "size")).isEqualTo(Double.MIN_VALUE);
    assertThat(Checks.positive(Double.MAX_VALUE, "size")).isEqualTo(Double.MAX_VALUE);
    assertThat(Checks.notNegative(0, "size")).isZero();
    assertThat(Checks.within(0, 0, 1, "size")).isZero();
    assertThat(Checks.within(1, 0, 1, "size")).isEqualTo(1);
    assertThat(Checks.fraction(0, "size")).isZero();
    assertThat(Checks.finite(-3, "size")).isEqualTo(-3);
    assertThat(Checks.positive(Duration.ofNanos(1), "size")).isEqualTo(Duration.ofNanos(1));
    assertThatNoException()
        .isThrownBy(() -> Checks.positiveOrInfinite(Double.POSITIVE_INFINITY, "size"));
  }
}
