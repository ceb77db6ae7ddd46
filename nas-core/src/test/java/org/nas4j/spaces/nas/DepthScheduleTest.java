package org.nas4j.spaces.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DepthScheduleTest {

  /** Six layers at first, two more after every 1,600 samples (Zoph and Le 2017, section 4.1). */
  @Test
  void growsAsInThePaper() {
    assertThat(LongStream.of(0, 1599, 1600, 12_799).mapToInt(DepthSchedule.NAS::layers))
        .containsExactly(6, 6, 8, 20);
  }

  @Test
  void refusesNegativeCount() {
    assertThatThrownBy(() -> DepthSchedule.NAS.layers(-1)).hasMessageContaining("[-1]");
    assertThatThrownBy(() -> new DepthSchedule(0, 2, 1600)).hasMessageContaining("at least [1]");
  }
}
