package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;
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
      Build<Architecture> sample =
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

  private Build<Architecture> grown(SplittableRandom random) {
    Build<Architecture> sample;
    do {
      sample = SPACE.sample(point -> point.legalOption(random.nextInt(point.legalCount())));
    } while (SPACE.edits(sample.genotype()).size() < 3);
    return sample;
  }

  @Test
  void childrenComputeWhatAnyNetworkOnTheWayToThemDid() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10; i++) {
      Build<Architecture> child = grown(random);
      Architecture ancestor = SPACE.start();
      for (Morphism morphism : SPACE.edits(child.genotype())) {
        assertInherits(child, Networks.weighted(ancestor, random), random);
        ancestor = morphism.edit(ancestor);
      }
      assertInherits(child, Networks.weighted(ancestor, random), random);
    }
  }

  private static void assertInherits(
      Build<Architecture> child, WeightedArchitecture parent, SplittableRandom random) {
    WeightedArchitecture inherited = new WeightedArchitecture(
        child.architecture(),
        SPACE.inherit(child.genotype(), child.architecture(), parent.weights(), random));
    assertThat(Networks.difference(parent, inherited)).isLessThan(1e-5);
  }

  @Test
  void refusesWeightsOfANetworkThatIsNotOnTheWay() {
    SplittableRandom random = new SplittableRandom(4);
    Build<Architecture> child = grown(random);
    WeightedArchitecture stranger = Networks.weighted(Networks.all().get("plain"), random);
    assertThatThrownBy(
            () -> SPACE.inherit(child.genotype(), child.architecture(), stranger.weights(), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(child.genotype().code())
        .hasMessageContaining("Maybe they are of a trial that is not its parent");
  }

  @Test
  void namesAndShapesDecideInOtherSpaces() {
    SplittableRandom random = new SplittableRandom(5);
    WeightedArchitecture parent = Networks.weighted(SPACE.start(), random);
    Architecture wider = new Widen("one", 5, 0).edit(SPACE.start());
    Map<String, WeightArray> shared =
        Inheritance.byName().inherit(Genotype.EMPTY, wider, parent.weights(), random);
    assertThat(shared).containsKeys("stem/kernel", "two/bias").doesNotContainKey("one/kernel");
    assertThat(shared.get("two/bias").values())
        .isEqualTo(parent.weights().get("two/bias").values())
        .isNotSameAs(parent.weights().get("two/bias").values());
  }
}
