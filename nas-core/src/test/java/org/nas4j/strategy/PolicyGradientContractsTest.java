package org.nas4j.strategy;

import org.junit.jupiter.api.Nested;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.testkit.ControllerContract;

/** REINFORCE and PPO keep the contract, with our defaults and with published settings. */
class PolicyGradientContractsTest {

  @Nested
  class ReinforceByDefault extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Reinforce.builder().build();
    }
  }

  @Nested
  class ReinforceOfNas extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Reinforce.nas();
    }
  }

  @Nested
  class ReinforceOfEnas extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Reinforce.enas();
    }
  }

  @Nested
  class ReinforceOfEnasForCells extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Reinforce.enasMicro();
    }
  }

  @Nested
  class ReinforceOfEnasForText extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Reinforce.enasText();
    }
  }

  @Nested
  class PpoByDefault extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Ppo.builder().build();
    }
  }
}
