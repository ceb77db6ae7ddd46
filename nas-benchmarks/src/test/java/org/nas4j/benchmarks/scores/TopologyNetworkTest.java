package org.nas4j.benchmarks.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyNetworkTest {

  private static double millions(List<String> cell) {
    return TopologyNetwork.of(cell, 10).orElseThrow().cost().parameters() / 1e6;
  }

  /** The benchmark says 0.129306 and 1.531546 million. */
  @Test
  void networksHaveAsManyWeightsAsTheBenchmarkSays() {
    assertThat(millions(List.of(
            "avg_pool_3x3",
            "nor_conv_1x1",
            "skip_connect",
            "nor_conv_1x1",
            "skip_connect",
            "skip_connect")))
        .isCloseTo(0.129306, within(1e-6));
    assertThat(millions(Collections.nCopies(6, "nor_conv_3x3"))).isCloseTo(1.531546, within(1e-6));
  }

  @Test
  void aCellThatLetsNothingThroughHasNoNetwork() {
    assertThat(TopologyNetwork.of(
            List.of("nor_conv_3x3", "none", "none", "none", "none", "skip_connect"), 10))
        .isEmpty();
  }

  @Test
  void refusesAnotherSpacesOperation() {
    assertThatThrownBy(() -> TopologyNetwork.of(Collections.nCopies(6, "magic"), 10))
        .hasMessageContaining("[magic] is no operation");
  }
}
