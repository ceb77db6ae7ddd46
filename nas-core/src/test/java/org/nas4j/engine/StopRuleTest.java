package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Progress;
import org.nas4j.search.StopRule;

class StopRuleTest {

  private static final Progress HALF =
      new Progress(50, 50, OptionalDouble.empty(), 50, 0, Duration.ofSeconds(1));

  /** A share of nothing, 0/0, as a rule of a user's may yield. */
  private static final StopRule NOTHING = progress -> Double.NaN;

  @Test
  void noNumberDoesNotSwitchNeighboursOff() {
    StopRule half = StopRule.trials(100);
    assertThat(half.or(NOTHING).spent(HALF)).isEqualTo(0.5);
    assertThat(NOTHING.or(half).spent(HALF)).isEqualTo(0.5);
    assertThat(NOTHING.or(StopRule.trials(50)).spent(HALF)).isEqualTo(1);
    assertThat(half.and(NOTHING).spent(HALF)).isZero();
    assertThat(NOTHING.and(half).spent(HALF)).isZero();
  }
}
