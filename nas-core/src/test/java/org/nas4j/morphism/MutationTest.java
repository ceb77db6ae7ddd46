package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nas4j.morphism.Mutation.Change;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.testkit.ToySpaces;

class MutationTest {

  private final SplittableRandom random = new SplittableRandom(3);

  private static Mutation on(SearchSpace<?> space) {
    return new Mutation(
        chooser -> space.sample(chooser).walk(),
        genotype -> space.replay(genotype).walk());
  }

  private static Genotype genotype(SearchSpace<?> space, int... options) {
    return space.sample(point -> options[point.index()]).walk().genotype();
  }

  /** The space is closed under ten thousand mutations in a row. */
  @TestFactory
  Stream<DynamicTest> tenThousandMutationsAllFitTheSpace() {
    return ToySpaces.all().entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> wander(each.getValue())));
  }

  private void wander(SearchSpace<?> space) {
    Mutation mutation = on(space);
    Genotype here = space.sample(Chooser.uniform(random)).walk().genotype();
    for (int i = 0; i < 10_000; i++) {
      Walk child = mutation.mutate(here, random).orElse(null);
      if (child == null) {
        assertThat(mutation.changes(here)).isEmpty();
        return;
      }
      Genotype genotype = child.genotype();
      assertThat(genotype).isNotEqualTo(here);
      assertThatCode(() -> space.replay(genotype)).doesNotThrowAnyException();
      here = genotype;
    }
  }

  @Test
  void changesOneGeneAndKeepsTheRest() {
    SearchSpace<?> grid = ToySpaces.grid(4, 3);
    Genotype parent = genotype(grid, 0, 1, 2, 0);
    assertThat(on(grid).apply(parent, new Change(1, 2), random).genotype().code())
        .isEqualTo("0-2-2-0");
  }

  @Test
  void keepsLaterAnswersToQuestionsOfTheSameName() {
    SearchSpace<?> space = ToySpaces.conditional();
    Genotype chain = genotype(space, 1, 2, 3, 1, 2);
    assertThat(on(space).apply(chain, new Change(1, 1), random).genotype().code())
        .isEqualTo("1-1-3-1");
    Genotype longer =
        on(space).apply(genotype(space, 1, 0, 3), new Change(1, 2), random).genotype();
    assertThat(longer.code()).startsWith("1-2-3-");
    assertThat(longer.size()).isEqualTo(5);
  }

  @Test
  void answersAtRandomWhatIsNotLegalAnyMore() {
    SearchSpace<?> space = ToySpaces.permutations(4);
    Genotype parent = genotype(space, 0, 1, 2, 3);
    long[] second = new long[4];
    for (int i = 0; i < 3_000; i++) {
      Genotype child = on(space).apply(parent, new Change(0, 1), random).genotype();
      second[child.genes().get(1).option()]++;
    }
    assertThat(second[1]).isZero();
    assertThatCounts(second[0], second[2], second[3]).areUniform();
  }

  @Test
  void drawsPlacesAndOptionsUniformly() {
    Decision<Integer> two = Decision.of("two", 0, 1);
    Decision<Integer> four = Decision.of("four", 0, 1, 2, 3);
    Decision<Integer> one = Decision.of("one", 0);
    SearchSpace<List<Integer>> space =
        choices -> List.of(choices.pick(two), choices.pick(one), choices.pick(four));
    Genotype parent = genotype(space, 0, 0, 2);
    List<String> seen = List.of("1-0-2", "0-0-0", "0-0-1", "0-0-3");
    long[] counts = new long[4];
    for (int i = 0; i < 6_000; i++) {
      counts[
          seen.indexOf(on(space).mutate(parent, random).orElseThrow().genotype().code())]++;
    }
    assertThatCounts(counts).follow(1 / 2.0, 1 / 6.0, 1 / 6.0, 1 / 6.0);
  }

  @Test
  void listsTheWholeNeighbourhoodOnce() {
    SearchSpace<?> grid = ToySpaces.grid(3, 4);
    Genotype parent = genotype(grid, 3, 0, 1);
    List<String> all = new ArrayList<>();
    on(grid)
        .changes(parent)
        .forEach(
            change -> all.add(on(grid).apply(parent, change, random).genotype().code()));
    assertThat(all).hasSize(9).doesNotHaveDuplicates().doesNotContain("3-0-1");
  }
}
