package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nas4j.strategy.ppo.Ppo;

class StrategiesTest {

  @Test
  void eachNameGivesAStrategy() {
    assertThat(Strategies.names()).contains("random", "reinforce", "ppo");
    for (String name : Strategies.names()) {
      assertThat(Strategies.named(name)).as(name).isNotNull();
    }
    assertThat(Strategies.named("ppo")).isInstanceOf(Ppo.class);
  }

  @Test
  void refusesUnknownNameWithTheKnownOnes() {
    assertThatThrownBy(() -> Strategies.named("annealing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[annealing]")
        .hasMessageContaining("reinforce");
  }
}
