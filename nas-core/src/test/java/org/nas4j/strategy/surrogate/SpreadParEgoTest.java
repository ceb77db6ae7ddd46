package org.nas4j.strategy.surrogate;

import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.testkit.ControllerContract;

/** Our defaults are as repeatable as the published ones. */
class SpreadParEgoTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return TwoObjectives.told(
        ParEgo.spread(TwoObjectives.BOTH).candidates(20).apart(5).build());
  }
}
