package org.nas4j.strategy.qlearning;

import org.junit.jupiter.api.Nested;
import org.nas4j.search.SearchStrategy;
import org.nas4j.testkit.ControllerContract;

class QLearningContractTest {

  @Nested
  class Defaults extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return QLearning.builder()
          .exploration(EpsilonSchedule.of(1, 5).then(.2, 5))
          .build();
    }
  }

  @Nested
  class MetaQnn extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return QLearning.metaQnn().toBuilder()
          .exploration(EpsilonSchedule.META_QNN.scaled(.004))
          .build();
    }
  }

  @Nested
  class BlockQnn extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return QLearning.blockQnn().toBuilder()
          .values(Tabular.BLOCK_QNN.toBuilder().replay(4, 4).build())
          .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(.05))
          .build();
    }
  }
}
