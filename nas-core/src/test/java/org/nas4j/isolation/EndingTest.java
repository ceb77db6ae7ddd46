package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;

/** How a process ended is told by what it said, not by a status that anybody may choose. */
class EndingTest {

  private static EvaluationException ending(int status, String lastLines) {
    return Ending.of(1, status, lastLines, "worked");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 9})
  void whoeverExitsExits(int status) {
    EvaluationException silent = ending(status, "");
    assertThat(silent.kind()).isEqualTo(FailureKind.CRASHED);
    assertThat(silent.reason()).isEqualTo("worker exited");
    assertThat(silent).hasMessageContaining("with status [" + status + "]");
    EvaluationException talking =
        ending(status, "caught java.lang.OutOfMemoryError, smaller now\nbye");
    assertThat(talking.reason()).isEqualTo("worker exited");
  }

  @Test
  void wantOfMemoryIsToldByTheLastLine() {
    assertThat(ending(3, "noise\n" + WorkerMain.NO_MEMORY).kind())
        .isEqualTo(FailureKind.OUT_OF_MEMORY);
    assertThat(ending(3, "Terminating due to java.lang.OutOfMemoryError: Java heap space")
            .kind())
        .isEqualTo(FailureKind.OUT_OF_MEMORY);
  }
}
