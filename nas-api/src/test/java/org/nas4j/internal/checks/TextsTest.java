package org.nas4j.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void acceptsNamesOfAnyScript() {
    assertThat(Texts.name("größe 数 😀", "decision")).isEqualTo("größe 数 😀");
    assertThat(Texts.name("x".repeat(1_000), "decision")).hasSize(1_000);
  }

  @Test
  void refusesNamesThatCannotBeKept() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Texts.name(" ", "metric"))
        .withMessage("A metric needs a name, but got [ ].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Texts.name("x".repeat(1_001), "metric"))
        .withMessageContaining("[1001]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Texts.name("a\uD800b", "metric"))
        .withMessageContaining("[a\uFFFDb]")
        .withMessageContaining("surrogate");
    assertThatIllegalArgumentException().isThrownBy(() -> Texts.name("\uDC00\uD800", "metric"));
  }

  @Test
  void cutsAndMendsTextsForPeople() {
    assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
    assertThat(Texts.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(Texts.cut("a\uD800", 9)).isEqualTo("a\uFFFD");
    assertThat(Texts.cut("ab😀cd", 4)).as("a pair is not kept by half").isEqualTo("ab\uFFFD…");
  }

  @Test
  void tellsMessagesThatCannotBeTold() {
    assertThat(Texts.messageOf(new IllegalStateException("why"))).isEqualTo("why");
    assertThat(Texts.messageOf(new IllegalStateException())).isEqualTo("no message");
    Exception hostile = new Exception() {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new StackOverflowError();
      }
    };
    assertThat(Texts.messageOf(hostile)).contains("java.lang.StackOverflowError");
  }

  @Test
  void wordsAreThoseOfTheFirstThatHasAny() {
    assertThat(Texts.wordsOf(new IllegalStateException("full"))).isEqualTo("full");
    assertThat(Texts.wordsOf(new java.net.ConnectException())).isEqualTo("ConnectException");
    assertThat(
            Texts.wordsOf(new java.io.IOException(null, new java.net.ConnectException("refused"))))
        .isEqualTo("IOException, refused");
    Exception endless = new Exception((String) null) {
      private static final long serialVersionUID = 1L;

      @Override
      public synchronized Throwable getCause() {
        return this;
      }
    };
    assertThat(Texts.wordsOf(endless)).isNotBlank().hasSizeLessThan(400);
  }

  @Test
  void roundsNumbersToSixDigits() {
    assertThat(Texts.rounded(0.43333333333333335)).isEqualTo("0.433333");
    assertThat(Texts.rounded(2.07296e-4)).isEqualTo("0.000207296");
    assertThat(Texts.rounded(50_000)).isEqualTo("50000");
    assertThat(Texts.rounded(-12_345_678)).isEqualTo("-12345700");
    assertThat(Texts.rounded(0)).isEqualTo("0");
    assertThat(Texts.rounded(4.0994e-9)).isEqualTo("4.0994E-9");
    assertThat(Texts.rounded(Double.NaN)).isEqualTo("NaN");
  }
}
