package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.space.Sample;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.SearchSpaceContract;

class MorphismSpaceTest extends SearchSpaceContract<Architecture> {

  private static final MorphismSpace SPACE =
      MorphismSpace.of(Networks.all().get("branches"), 5, 5_000);

  @Override
  protected SearchSpace<Architecture> space() {
    return SPACE;
  }

  @Test
  void theFirstAnswerMayEndIt() {
    assertThat(SPACE.sample(point -> MorphismSpace.END).architecture())
        .isEqualTo(Networks.all().get("branches"));
  }

  @Test
  void applyingTheEditsGivesTheSameNetworkAndKeepsTheFunction() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20; i++) {
      Sample<Architecture> sample =
          SPACE.sample(point -> point.legalOption(random.nextInt(point.legalCount())));
      WeightedArchitecture start = Networks.weighted(SPACE.start(), random);
      WeightedArchitecture grown = start;
      for (Morphism morphism : SPACE.edits(sample.genotype())) {
        grown = morphism.apply(grown, random);
      }
      assertThat(grown.architecture()).isEqualTo(sample.architecture());
      assertThat(grown.architecture().cost().parameters()).isLessThanOrEqualTo(5_000);
      assertThat(Networks.difference(start, grown)).isLessThan(1e-5);
    }
  }
}
