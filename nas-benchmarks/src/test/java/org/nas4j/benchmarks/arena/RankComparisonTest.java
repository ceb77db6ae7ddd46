package org.nas4j.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankComparisonTest {

  /** Table 5 of Demšar 2006, which divides the range by √2. */
  @ParameterizedTest
  @CsvSource({"2, 1.960", "3, 2.343", "5, 2.728", "10, 3.164"})
  void theStudentizedRangeIsThatOfTheTables(int draws, double quantile) {
    assertThat(RankComparison.studentizedRange(draws) / Math.sqrt(2))
        .isCloseTo(quantile, within(1e-3));
  }

  /** Four contestants that stand alike on each of ten tables: χ² is 10·3. */
  @Test
  void contestantsThatAlwaysStandAlikeDiffer() {
    RankComparison compared =
        RankComparison.of(java.util.Collections.nCopies(10, new double[] {4, 1, 3, 2}));
    assertThat(compared.meanRanks()).containsExactly(new double[] {1, 4, 2, 3}, within(1e-12));
    assertThat(compared.probability()).isCloseTo(1.38e-6, within(1e-8));
    assertThat(compared.criticalDifference())
        .isCloseTo(2.569 * Math.sqrt(4 * 5 / 60.0), within(1e-3));
  }

  @Test
  void tiesHaveTheirMeanRank() {
    RankComparison compared =
        RankComparison.of(List.of(new double[] {5, 5, 1}, new double[] {1, 1, 5}));
    assertThat(compared.meanRanks()).containsExactly(new double[] {2, 2, 2}, within(1e-12));
    assertThat(compared.probability()).isCloseTo(1, within(1e-12));
  }
}
