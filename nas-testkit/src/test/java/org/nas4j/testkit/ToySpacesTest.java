package org.nas4j.testkit;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.nas4j.space.SearchSpace;

class ToySpacesTest {

  @Nested
  class Conditional extends SearchSpaceContract<String> {
    @Override
    protected SearchSpace<String> space() {
      return ToySpaces.conditional();
    }
  }

  @Nested
  class Permutations extends SearchSpaceContract<List<Integer>> {
    @Override
    protected SearchSpace<List<Integer>> space() {
      return ToySpaces.permutations(4);
    }
  }

  @Nested
  class Anchored extends SearchSpaceContract<String> {
    @Override
    protected SearchSpace<String> space() {
      return ToySpaces.anchored(5);
    }
  }

  @Nested
  class PartlyInfeasible extends SearchSpaceContract<Integer> {
    @Override
    protected SearchSpace<Integer> space() {
      return ToySpaces.partlyInfeasible();
    }
  }
}
