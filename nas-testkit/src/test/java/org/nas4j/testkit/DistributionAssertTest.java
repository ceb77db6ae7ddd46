package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionAssertTest {

  /**
   * Upper 5 % and 0.1 % points of the chi-squared distribution, as printed in every table of it.
   */
  @Test
  void knowsTheTabledQuantiles() {
    double[][] rows = {
      {1, 3.841, 10.828},
      {2, 5.991, 13.816},
      {3, 7.815, 16.266},
      {5, 11.070, 20.515},
      {10, 18.307, 29.588},
      {15, 24.996, 37.697}
    };
    for (double[] row : rows) {
      assertThat(DistributionAssert.upperTail(row[1], (int) row[0])).isCloseTo(0.05, within(2e-5));
      assertThat(DistributionAssert.upperTail(row[2], (int) row[0])).isCloseTo(0.001, within(2e-6));
    }
    assertThat(DistributionAssert.upperTail(0, 3)).isEqualTo(1);
  }

  @Test
  void acceptsAFairDieAndRefusesALoadedOne() {
    SplittableRandom random = new SplittableRandom(1);
    long[] fair = new long[6];
    long[] loaded = new long[6];
    for (int i = 0; i < 6000; i++) {
      fair[random.nextInt(6)]++;
      loaded[Math.min(5, random.nextInt(13) / 2)]++;
    }
    assertThatCounts(fair).areUniform();
    assertThatThrownBy(() -> assertThatCounts(loaded).areUniform())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("chi-squared");
  }

  @Test
  void refusesAnImpossibleOutcome() {
    assertThatCounts(50, 50, 0).follow(0.5, 0.5, 0);
    assertThatThrownBy(() -> assertThatCounts(50, 50, 1).follow(0.5, 0.5, 0))
        .isInstanceOf(AssertionError.class);
  }
}
