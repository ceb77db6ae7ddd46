package org.nas4j.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-1, -1",
    "+2.5, 2.5",
    "3., 3",
    ".25e1, 2.5",
    "40E-1, 4",
    "1e300, 1e300",
    "1e999, Infinity",
    "007, 7"
  })
  void readsDecimals(String text, double value) {
    assertThat(Decimals.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1e",
        "e5",
        "--1",
        "1 2",
        "7d",
        "4f",
        "0x1p3",
        "NaN",
        "Infinity",
        "١",
        "1,5",
        "1_0",
        " 1",
        "1\n"
      })
  void takesNothingElseForANumber(String text) {
    assertThat(Decimals.parse(text)).isEmpty();
  }
}
