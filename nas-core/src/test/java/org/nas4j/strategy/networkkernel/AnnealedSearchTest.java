package org.nas4j.strategy.networkkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.differences;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.nas4j.morphism.Mutation;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.GivenChances;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** Which networks are gone on from, for how long, and which is taken. */
class AnnealedSearchTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(8, 9);
  private static final LearningRun<List<Integer>> RUN = new LearningRun<>(SPACE, 1);
  private static final Mutation MUTATION = new Mutation(RUN::walk, RUN::walk);

  /** All that the search asks the bound of, in order. */
  private final List<Genotype> asked = new ArrayList<>();

  private static Genotype all(int option) {
    return SPACE.sample(point -> option).walk().genotype();
  }

  private AnnealedSearch search(
      int neighbours, double cooling, double coldest, ToDoubleFunction<Genotype> bound) {
    NetworkKernelSettings settings = new NetworkKernelSettings(5, 2, neighbours, cooling, coldest);
    ToDoubleFunction<Genotype> noted = genotype -> {
      asked.add(genotype);
      return bound.applyAsDouble(genotype);
    };
    return new AnnealedSearch(settings, MUTATION, noted, walk -> true);
  }

  private static int sum(Genotype genotype) {
    return genotype.genes().stream().mapToInt(gene -> gene.option()).sum();
  }

  /** One of three known ones is the best by far: its neighbour is asked first. */
  @Test
  void beginsWithTheBestKnown() {
    List<Genotype> known = List.of(all(2), all(6), all(4));
    Optional<Genotype> best =
        search(1, 0.5, 0.6, AnnealedSearchTest::sum).best(known, GivenChances.of());
    assertThat(asked).hasSize(4).startsWith(all(2), all(6), all(4));
    assertThat(differences(asked.get(3), all(6))).isEqualTo(1);
    assertThat(best).hasValue(asked.get(3));
  }

  /** Of all that are new, whatever the known ones are worth; of equals the first. */
  @Test
  void takesTheGreatestBoundOfAllNewOnes() {
    List<Genotype> known = List.of(all(8));
    Optional<Genotype> best =
        search(8, 0.9, 0.5, AnnealedSearchTest::sum).best(known, new SplittableRandom(1));
    List<Genotype> met = asked.subList(1, asked.size());
    assertThat(met).hasSizeGreaterThan(15).doesNotHaveDuplicates().doesNotContain(all(8));
    int greatest = met.stream().mapToInt(AnnealedSearchTest::sum).max().orElseThrow();
    assertThat(best)
        .isEqualTo(met.stream().filter(each -> sum(each) == greatest).findFirst());
  }

  @Test
  void takesTheFirstOfEqualBounds() {
    Optional<Genotype> best =
        search(8, 0.9, 0.5, genotype -> 1).best(List.of(all(3)), new SplittableRandom(1));
    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(best).hasValue(asked.get(1));
  }

  /**
   * Each neighbour is worth 1 less than the one before. The first has nothing to compare with, the
   * second is gone on from for sure, being the best so far; the third, 1 below it, by the chance
   * exp(−1 / 0.81), the temperature having fallen twice; then it is too cold.
   */
  @Test
  void goesOnFromWorseOnesByTheChanceOfTheTemperature() {
    double chance = StrictMath.exp(-1 / (0.9 * 0.9));
    assertThat(askedWithFallingBounds(0.9 * 0.9 * 0.9, 0.999, Math.nextDown(chance)))
        .isEqualTo(4);
    assertThat(askedWithFallingBounds(0.9 * 0.9 * 0.9, 0.999, chance)).isEqualTo(3);
  }

  /** At the coldest temperature it has ended. */
  @Test
  void endsWhenItIsCold() {
    assertThat(askedWithFallingBounds(0.9 * 0.9, 0.999)).isEqualTo(3);
    assertThat(askedWithFallingBounds(1)).isEqualTo(1);
  }

  private int askedWithFallingBounds(double coldest, Double... chances) {
    asked.clear();
    GivenChances random = GivenChances.of(chances);
    search(1, 0.9, coldest, genotype -> -asked.size()).best(List.of(all(0)), random);
    assertThat(random.chances()).isExhausted();
    return asked.size();
  }

  /** However much better a known one is than all neighbours met, it is certain and no more. */
  @Test
  void goesOnFromBetterOnesForSure() {
    List<Genotype> known = List.of(all(8), all(7));
    search(1, 0.9, 0.85, genotype -> known.contains(genotype) ? 9 : 0)
        .best(known, GivenChances.of(0.999));
    assertThat(asked).hasSize(4);
    assertThat(differences(asked.get(2), all(8)) + differences(asked.get(3), all(7)))
        .isEqualTo(2);
  }

  @Test
  void findsNothingWhereNothingIsNew() {
    AnnealedSearch nothing = new AnnealedSearch(
        new NetworkKernelSettings(5, 2, 8, 0.9, 1e-4), MUTATION, genotype -> 1, walk -> false);
    assertThat(nothing.best(List.of(all(1), all(2)), new SplittableRandom(1))).isEmpty();
  }
}
