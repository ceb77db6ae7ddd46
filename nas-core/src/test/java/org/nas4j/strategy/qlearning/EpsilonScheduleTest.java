package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The published tables of MetaQNN and BlockQNN. */
class EpsilonScheduleTest {

  @Test
  void holdsThePublishedTables() {
    assertThat(EpsilonSchedule.META_QNN)
        .hasToString("1.0:1500 0.9:100 0.8:100 0.7:100 0.6:150 0.5:150 0.4:150 0.3:150 0.2:150"
            + " 0.1:150");
    assertThat(EpsilonSchedule.META_QNN.total()).isEqualTo(2700);
    assertThat(EpsilonSchedule.BLOCK_QNN_ITERATIONS)
        .hasToString("1.0:95 0.9:7 0.8:7 0.7:7 0.6:10 0.5:10 0.4:10 0.3:10 0.2:10 0.1:12");
    assertThat(EpsilonSchedule.BLOCK_QNN_ITERATIONS.total()).isEqualTo(178);
    assertThat(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(64).total()).isEqualTo(11_392);
  }

  @Test
  void goesFromLineToLineAndStaysAtTheLast() {
    EpsilonSchedule schedule = EpsilonSchedule.of(1, 3).then(.5, 2).then(.1, 1);
    assertThat(new double[] {
          schedule.at(0),
          schedule.at(2),
          schedule.at(3),
          schedule.at(4),
          schedule.at(5),
          schedule.at(6),
          schedule.at(1_000)
        })
        .containsExactly(1, 1, .5, .5, .1, .1, .1);
    assertThat(schedule).hasToString("1.0:3 0.5:2 0.1:1");
  }

  @Test
  void scalesEachLineToAtLeastOneModel() {
    assertThat(EpsilonSchedule.META_QNN.scaled(.01))
        .hasToString("1.0:15 0.9:1 0.8:1 0.7:1 0.6:2 0.5:2 0.4:2 0.3:2 0.2:2 0.1:2");
    assertThat(EpsilonSchedule.of(1, 3).scaled(.001).total()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatThrownBy(() -> EpsilonSchedule.of(90, 3))
        .hasMessageContaining("[90.0]")
        .hasMessageContaining("Maybe a percentage");
    assertThatThrownBy(() -> EpsilonSchedule.of(1, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> EpsilonSchedule.META_QNN.scaled(0)).hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> new EpsilonSchedule(java.util.List.of()))
        .hasMessageContaining("Maybe start with");
  }
}
